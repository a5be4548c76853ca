using ControlPlane.Data.Audit;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Audit;
using ControlPlane.Web.Api;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace ControlPlane.Web.Features.Audit;

/// <summary>The audit: filtered, newest first, one entry in full, and the state of the chain.</summary>
public sealed partial class AuditPage : IDisposable
{
    private LiveQuery<AuditScreen> _live = null!;
    private string _asked = "";

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required AuditScreenQuery Screens { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [SupplyParameterFromQuery(Name = "span")]
    public string? Span { get; set; }

    [SupplyParameterFromQuery(Name = "actor")]
    public string? Actor { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "endpoint")]
    public string? Endpoint { get; set; }

    /// <summary>Cursor of the shown part; null for the newest.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    /// <summary>The entry shown in full; null for none.</summary>
    [SupplyParameterFromQuery(Name = "entry")]
    public long? Entry { get; set; }

    private AuditSpan Chosen => AuditSpan.Of(Span);

    private AuditScreen Screen => _live.Answer!;

    private bool IsFiltered => Chosen.Length is not null || Actor is not null || Kind is not null || Endpoint is not null || Before is not null;

    // An endpoint that was deleted can still be asked for by address.
    private IEnumerable<string> EndpointNames =>
        Screen.Endpoints.Keys.Union(Endpoint is null ? [] : [Endpoint], StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private string ExportPath => QueryHelpers.AddQueryString(
        $"{ApiRoutes.Prefix}/audit/export",
        new Dictionary<string, string?> { ["actor"] = Actor, ["kind"] = Kind, ["endpoint"] = Endpoint, ["from"] = Chosen.Length is null ? null : $"-{Chosen.Word}" }.Where(p => p.Value is not null));

    public void Dispose() => _live.Dispose();

    protected override void OnInitialized() =>
        _live = Questions.Prepare(AskAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Audit)
            .HearOf(ChangeTopic.Endpoints)
            .HearOf(ChangeTopic.Rollouts)
            .HearOf(ChangeTopic.Models)
            .AtLeastEvery(TimeSpan.FromSeconds(5));

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == Navigation.Uri)
            return;
        _asked = Navigation.Uri;
        await _live.AskAsync();
    }

    private Task<AuditScreen> AskAsync(CancellationToken cancellation)
    {
        var filter = new AuditFilter { Actor = Actor, Subject = AuditKinds.Find(Kind), Endpoint = Endpoint, From = Clock.GetUtcNow() - Chosen.Length };
        return Screens.AskAsync(filter, Before, Entry, cancellation);
    }

    private EndpointRow? NowOf(AuditEntry entry) => Screen.Endpoints.GetValueOrDefault(entry.Name);

    // Another filter begins with its newest entry.
    private string With(string name, string? value) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["before"] = null, ["entry"] = name == "before" ? Entry : null, [name] = value });

    private void Choose(string name, ChangeEventArgs choice) =>
        Navigation.NavigateTo(With(name, choice.Value as string is { Length: > 0 } value ? value : null));
}
