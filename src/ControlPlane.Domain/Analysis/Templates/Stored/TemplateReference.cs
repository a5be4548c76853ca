using System.Globalization;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Analysis.Templates.Stored;

/// <summary>A stored template as a rollout names it. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; null means the newest at the start.</param>
/// <param name="Arguments">Values by parameter, as text.</param>
public sealed record TemplateReference(string Name, int? Version, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>Reads <c>name</c> or <c>name@version</c>.</summary>
    /// <param name="field">Path of the field, as the caller wrote it.</param>
    /// <param name="text">The reference.</param>
    /// <param name="arguments">Values by parameter, as text.</param>
    /// <returns>Refusal: <see cref="TemplateRefusals.Invalid"/>.</returns>
    public static Outcome<TemplateReference> Parse(string field, string text, IReadOnlyDictionary<string, string> arguments)
    {
        var parts = text.Split('@');
        if (parts is [{ Length: > 0 } name])
            return new TemplateReference(name, null, arguments);
        return parts is [{ Length: > 0 } named, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? new TemplateReference(named, version, arguments)
            : Refusal.OfField(TemplateRefusals.Invalid, field, $"is '{text}'", "use name or name@version, such as errors@3");
    }

    /// <inheritdoc />
    public override string ToString() => Version is null ? Name : $"{Name}@{Version}";
}
