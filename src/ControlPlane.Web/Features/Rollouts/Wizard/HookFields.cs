using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>The gates of a shape: an address for each moment at which a service outside may be asked. Stateless.</summary>
public static class HookFields
{
    private const string Prefix = "hooks.";
    private const string SecretName = $"{Prefix}secret";

    private static readonly ShapeField Secret =
        new(SecretName, "Secret that these services are asked with", ShapeFieldKind.Text, "none", "Its name in the control plane's configuration, never the secret itself.") { IsRare = true };

    /// <summary>The fields of a strategy that ends with a promotion.</summary>
    public static IReadOnlyList<ShapeField> All { get; } =
    [
        Field(HookMoment.BeforeTraffic, "Ask a service before traffic moves"),
        Field(HookMoment.BeforePromotion, "Ask a service before everybody gets it"),
        Field(HookMoment.AfterPromotion, "Ask a service after everybody got it"),
        Secret,
    ];

    /// <summary>The fields of a strategy that promotes nobody.</summary>
    public static IReadOnlyList<ShapeField> WithoutPromotion { get; } = [All[0], Secret];

    /// <summary>The gates that were typed, in the order of their moments.</summary>
    public static IReadOnlyList<WebhookStep> Read(IReadOnlyDictionary<string, string> fields) =>
    [
        .. Given(fields).Select(moment => new WebhookStep(
            new WebhookSource { Address = fields[NameOf(moment)].Trim(), Secret = fields.GetValueOrDefault(SecretName)?.Trim() }, moment, WebhookStep.UsualInterval, WebhookStep.UsualRefusals)),
    ];

    /// <summary>Whether a refused part of the draft, such as <c>hooks[0].address</c>, was typed in this field.</summary>
    public static bool IsIn(string field, string part, IReadOnlyDictionary<string, string> fields) => Given(fields).Index().Any(given =>
        part.StartsWith($"hooks[{given.Index}].", StringComparison.Ordinal) && field == (part.EndsWith(".secret", StringComparison.Ordinal) ? SecretName : NameOf(given.Item)));

    private static IEnumerable<HookMoment> Given(IReadOnlyDictionary<string, string> fields) =>
        Enum.GetValues<HookMoment>().Where(moment => !string.IsNullOrWhiteSpace(fields.GetValueOrDefault(NameOf(moment))));

    private static string NameOf(HookMoment moment) => Prefix + WizardChoice.WordOf(moment);

    private static ShapeField Field(HookMoment moment, string label) =>
        new(NameOf(moment), label, ShapeFieldKind.Text, "nobody", "Its address. It is posted what the rollout is; any 2xx lets it go on, anything else holds it.") { IsRare = true };
}
