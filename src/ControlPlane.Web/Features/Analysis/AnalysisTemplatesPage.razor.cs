using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Every stored analysis template with its newest version and who uses it.</summary>
public sealed partial class AnalysisTemplatesPage : IDisposable
{
    private LiveQuery<IReadOnlyList<TemplateScreen>> _live = null!;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required TemplateScreenQuery Screens { get; init; }

    private IReadOnlyList<TemplateScreen> Templates => _live.Answer ?? [];

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(Screens.ListAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.AnalysisTemplates)
            .HearOf(ChangeTopic.Rollouts);
        await _live.AskAsync();
    }
}
