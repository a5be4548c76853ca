using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>How the new version differs from what callers use: blocking, worth a warning, or not at all.</summary>
public sealed partial class SignatureNotes
{
    [Parameter, EditorRequired]
    public required WizardScreen Screen { get; set; }

    private IReadOnlyList<(int Version, SignatureDifference Difference)> Warnings =>
        [.. (Screen.Preview?.Prepared.Differences ?? new Dictionary<int, IReadOnlyList<SignatureDifference>>()).OrderBy(d => d.Key).SelectMany(d => d.Value.Select(w => (d.Key, w)))];
}
