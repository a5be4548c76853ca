using System.Globalization;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Audit;

/// <summary>Everything an entry holds: what differed, its numbers, its place in the chain; and the way back to the state after it.</summary>
public sealed partial class AuditDetails
{
    private string? _refusal;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required RestoreRoutingCommand Restore { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Parameter, EditorRequired]
    public required AuditEntry Entry { get; set; }

    /// <summary>The endpoint of that name as it is now; null when there is none.</summary>
    [Parameter]
    public EndpointRow? Now { get; set; }

    /// <summary>An earlier routing was put back.</summary>
    [Parameter]
    public EventCallback OnRestored { get; set; }

    private IReadOnlyList<StateDifference> Differences => StateDifferences.Between(Entry.Before, Entry.After);

    private EndpointSnapshot? Restorable => AuditedRouting.After(Entry);

    private string NumbersText
    {
        get
        {
            var numbers = StateDifferences.Between(null, Entry.Numbers).Select(n =>
                $"{n.Path}={(double.TryParse(n.After, CultureInfo.InvariantCulture, out var value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : n.After)}");
            return string.Join("  ", numbers);
        }
    }

    private static IReadOnlyList<BarShare>? Bar(EndpointSnapshot? snapshot)
    {
        if (snapshot is null)
            return null;
        var challengers = snapshot.Variants.Where(v => v.Role != VariantRole.Champion).Select(v => v.Name).ToList();
        return [.. snapshot.Variants.Select(v => new BarShare(v.Name, VariantColour.CssClass(v.Role, Math.Max(0, challengers.IndexOf(v.Name))), v.Weight, null))];
    }

    private static string SplitOf(EndpointRow endpoint) =>
        string.Join(", ", endpoint.Variants.Where(v => v.Weight > 0).Select(v => $"{v.Name} {TrafficWeight.ToPercent(v.Weight)}"));

    private string EffectOf(EndpointSnapshot earlier) => Now is null
        ? ""
        : $"From {SplitOf(Now)} with the stable version {Now.StableVersion} to {earlier.SplitInWords()} with the stable version {earlier.StableVersion}, for every caller of {Now.Name} in {Now.Pool} at once. Settings stay as they are.";

    private string? WhyNot(EndpointSnapshot earlier)
    {
        if (Now is null)
            return $"There is no endpoint {Entry.Name} any more; create it again first.";
        return Now.StableVersion == earlier.StableVersion && SplitOf(Now) == earlier.SplitInWords() ? "It answers so already." : null;
    }

    private async Task RestoreAsync(string reason)
    {
        var outcome = await Restore.RunAsync(new RestoreRoutingRequest(Entry.Sequence, reason), Viewer.Actor, CancellationToken.None);
        _refusal = outcome.Refusal?.Sentence;
        Toasts.Tell(outcome, change => change.Sentence);
        await OnRestored.InvokeAsync();
    }
}
