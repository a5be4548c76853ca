using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Cli.Rollouts;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Endpoints;

/// <summary>Makes a whole split out of the few shares that a person names.</summary>
internal static class SplitDraft
{
    private const int Whole = 10_000;

    /// <summary>The body of the call.</summary>
    /// <param name="endpoint">The endpoint as the API tells it.</param>
    /// <param name="shares">Such as <c>2=10</c> or <c>v2=10%</c>.</param>
    /// <returns>Refusal: <see cref="CliRefusals.Usage"/>.</returns>
    public static Outcome<JsonObject> Read(JsonObject endpoint, IReadOnlyList<string> shares)
    {
        var stable = (int)endpoint["stableVersion"]!;
        var variants = endpoint["variants"]!.AsArray().Where(v => (string?)v!["role"] != "shadow")
            .Select(v => new SplitShare((int)v!["version"]!, (string)v["name"]!, (int)v["weight"]!)).ToList();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in shares)
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } who, var share] || ShareText.Read(share) is not { } weight)
                return Refusal.OfField(CliRefusals.Usage, "share", $"is '{text}'", "write VERSION=PERCENT, such as 2=10 or 2=0.5");
            if (Find(variants, who) is not { } index)
                return Refusal.OfField(CliRefusals.Usage, "share", $"names '{who}', which is neither a version nor a variant", $"use a version, or one of {string.Join(", ", variants.Select(v => v.Name))}");
            if (!named.Add(variants[index].Name))
                return Refusal.OfField(CliRefusals.Usage, "share", $"names {variants[index].Name} twice", "name it once");
            variants[index] = variants[index] with { Weight = weight };
        }

        if (variants.FindIndex(v => v.Version == stable) is var rest and >= 0 && !named.Contains(variants[rest].Name))
        {
            var others = variants.Sum(v => v.Weight) - variants[rest].Weight;
            if (others > Whole)
                return Refusal.OfField(CliRefusals.Usage, "share", $"the others have {CellText.Share(JsonValue.Create(others))}, so that nothing is left for the stable version", "name less, or name the stable version too");
            variants[rest] = variants[rest] with { Weight = Whole - others };
        }

        return new JsonObject { ["variants"] = new JsonArray([.. variants.Select(v => v.ToJson())]) };
    }

    // A version that is not there yet comes in as a variant of its own.
    private static int? Find(List<SplitShare> variants, string who)
    {
        if (variants.FindIndex(v => v.Name == who) is var byName and >= 0)
            return byName;
        if (!int.TryParse(who.TrimStart('v'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return null;
        if (variants.FindIndex(v => v.Version == version) is var byVersion and >= 0)
            return byVersion;
        variants.Add(new SplitShare(version, $"v{version}", 0));
        return variants.Count - 1;
    }

    private sealed record SplitShare(int Version, string Name, int Weight)
    {
        public JsonObject ToJson() => new() { ["version"] = Version, ["name"] = Name, ["weight"] = Weight };
    }
}
