using System.Globalization;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Models;

/// <summary>
/// A version as people and tools name it: its number, or MLflow's registry address, <c>models:/name/3</c> or <c>models:/name@alias</c>. Immutable.
/// </summary>
/// <param name="Model">Name of the registered model; null when only a number was given.</param>
/// <param name="Number">Version number; null when an alias was given.</param>
/// <param name="Alias">Alias; null when a number was given.</param>
public sealed record VersionReference(string? Model, int? Number, string? Alias)
{
    private const string Scheme = "models:/";
    private const string Remedy = "write a number, models:/name/3 or models:/name@alias";

    /// <summary>Reads one.</summary>
    /// <param name="field">Path of the field, as the caller wrote it.</param>
    /// <param name="text">What was written.</param>
    /// <returns>Refusal: <see cref="ModelRefusals.VersionNotFound"/>.</returns>
    public static Outcome<VersionReference> Parse(string field, string text)
    {
        if (ReadNumber(text) is { } plain)
            return new VersionReference(null, plain, null);
        var malformed = Refusal.OfField(ModelRefusals.VersionNotFound, field, $"is '{text}'", Remedy);
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            return malformed;
        var address = text[Scheme.Length..].TrimStart('/');
        if (address.Split('@') is [{ Length: > 0 } aliased, { Length: > 0 } alias] && !aliased.Contains('/', StringComparison.Ordinal))
            return new VersionReference(aliased, null, alias);
        return address.Split('/') is [{ Length: > 0 } name, var number] && ReadNumber(number) is { } version ? new VersionReference(name, version, null) : malformed;
    }

    /// <summary>The number it means.</summary>
    /// <param name="field">Path of the field, as the caller wrote it.</param>
    /// <param name="model">The model whose version is wanted.</param>
    /// <param name="aliases">Its aliases.</param>
    /// <returns>Refusal: <see cref="ModelRefusals.VersionNotFound"/>.</returns>
    public Outcome<int> Resolve(string field, string model, IReadOnlyDictionary<string, int> aliases)
    {
        if (Model is not null && Model != model)
            return Refusal.OfField(ModelRefusals.VersionNotFound, field, $"names the model '{Model}', wanted is a version of '{model}'", $"name a version of {model}");
        if (Number is { } number)
            return number;
        return aliases.TryGetValue(Alias!, out var version)
            ? version
            : Refusal.OfField(ModelRefusals.VersionNotFound, field, $"names the alias '{Alias}', which '{model}' does not have", aliases.Count == 0 ? "set an alias first" : $"use one of {string.Join(", ", aliases.Keys.Order(StringComparer.Ordinal))}");
    }

    private static int? ReadNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
