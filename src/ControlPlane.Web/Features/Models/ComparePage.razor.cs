using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Rollouts.Wizard;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>Two versions side by side: what one saves and costs against the other. Which two is in the address.</summary>
public sealed partial class ComparePage : IDisposable
{
    private LiveQuery<Found<VersionComparison>>? _live;
    private (string, int, int) _asked;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required VersionComparisonQuery Query { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery(Name = "left")]
    public int Left { get; set; }

    [SupplyParameterFromQuery(Name = "right")]
    public int Right { get; set; }

    private VersionComparison? Comparison => _live?.Answer?.Row;

    private string Title => $"{Name} v{Left} and v{Right}";

    private string Absent => $"There is no model '{Name}' with versions {Left} and {Right}.";

    private string Summary => Comparison is { } c ? VersionTradeOff.Sentence(c.Left, c.Right, c.Agreement, c.Truth) : "Two versions side by side.";

    private string AgreementWords => Comparison switch
    {
        { Agreement: { } agreement } =>
            $"Both answered alike for {Wording.Percent(agreement.Share)} of {Wording.Count(agreement.Trials, "row")} ({ShadowText.Interval(ProportionInterval.Wilson(agreement, 0.95))} at 95 % confidence), from copied requests.",
        { ComparedAt: null } => $"Not compared yet, and v{Left} serves at no endpoint: only requests of real callers can compare them.",
        _ => "Not compared yet: neither was a shadow of the other in this time.",
    };

    private string ShadowAddress => new WizardChoice { Endpoint = Comparison!.ComparedAt, Versions = [Right], Strategy = RolloutStrategy.Shadow, Stage = WizardStage.Review }.ToAddress();

    public void Dispose() => _live?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == (Name, Left, Right))
            return;

        _asked = (Name, Left, Right);
        _live?.Dispose();
        _live = Questions.Prepare(
                async cancellation => new Found<VersionComparison>(await Query.AskAsync(Name, Left, Right, cancellation)),
                InvokeAsync,
                StateHasChanged,
                LiveQueries.ForTables)
            .HearOf(ChangeTopic.Models, Name)
            .HearOf(ChangeTopic.Endpoints)
            .AtLeastEvery(TimeSpan.FromSeconds(10));
        await _live.AskAsync();
    }
}
