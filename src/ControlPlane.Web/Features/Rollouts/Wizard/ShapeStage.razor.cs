using System.Globalization;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>The fields of the chosen strategy and, beside them, the plan they make, while typing.</summary>
public sealed partial class ShapeStage
{
    [Inject]
    public required IOptions<RolloutOptions> Options { get; init; }

    [Parameter, EditorRequired]
    public required WizardChoice Choice { get; set; }

    [Parameter, EditorRequired]
    public required WizardScreen Screen { get; set; }

    [Parameter, EditorRequired]
    public required Func<WizardChoice, Task> OnChange { get; set; }

    private RolloutStrategy Strategy => Choice.Strategy!.Value;

    private IReadOnlyList<ShapeField> Fields =>
        [.. ShapeFields.Of(Strategy, Screen.Templates, Choice.Fields.GetValueOrDefault("template")).Select(f => f switch
        {
            { Usual: ShapeFields.AsConfigured } => f with { Usual = DurationText.Of(Options.Value.Hold) },
            { Kind: ShapeFieldKind.Version } => f with { Options = VersionsBeside },
            _ => f,
        })];

    // The stable version is the usual one, and none stands in for itself.
    private IReadOnlyList<(string Value, string Words)> VersionsBeside =>
    [
        .. Screen.Versions.Where(v => v.Number != Screen.Endpoint?.StableVersion && !Choice.Versions.Contains(v.Number))
            .Select(v => (v.Number.ToString(CultureInfo.InvariantCulture), v.Description.Length == 0 ? $"v{v.Number}" : $"v{v.Number}, {v.Description}")),
    ];

    // Arguments belong to the template they were typed for.
    private Task ChangeAsync(ShapeField field, string text) => OnChange(field.Name == "template"
        ? Choice.Fields.Keys.Where(k => k.StartsWith(ShapeFields.Arguments, StringComparison.Ordinal)).Aggregate(Choice, (choice, key) => choice.With(key, "")).With(field.Name, text)
        : Choice.With(field.Name, text));

    private string TextOf(ShapeField field) => Choice.Fields.GetValueOrDefault(field.Name) ?? "";
}
