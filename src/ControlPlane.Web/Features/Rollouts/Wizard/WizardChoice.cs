using System.Globalization;
using System.Text.Json;
using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.WebUtilities;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Everything chosen so far; the address holds it whole, so that a reload loses nothing, and a draft keeps the address. Immutable.</summary>
public sealed record WizardChoice
{
    /// <summary>Path of the wizard.</summary>
    public const string Path = "/rollouts/new";

    private static readonly string[] OwnKeys = ["model", "endpoint", "version", "strategy", "at", "busy", "reason", "draft"];

    /// <summary>Only endpoints of this model are offered; null offers all.</summary>
    public string? Model { get; init; }

    /// <summary>Null until one is chosen.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The new versions; empty until one is chosen.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [];

    /// <summary>Null until one is chosen.</summary>
    public RolloutStrategy? Strategy { get; init; }

    /// <summary>The part that was asked for; null for the first with something to choose.</summary>
    public WizardStage? Stage { get; init; }

    /// <summary>What to do when the endpoint is busy.</summary>
    public BusyPolicy OnBusy { get; init; } = BusyPolicy.Refuse;

    /// <summary>Why; empty for nothing.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Under which id the control plane keeps it; null while there is nothing worth keeping.</summary>
    public string? Draft { get; init; }

    /// <summary>Fields of the shape and answers to the four questions, as typed, by name; what is absent has its default.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The part to be shown.</summary>
    public WizardStage Present => Stage is { } asked && asked <= Furthest ? asked : Furthest > WizardStage.Shape ? WizardStage.Shape : Furthest;

    /// <summary>The last part that can be opened with what is chosen.</summary>
    public WizardStage Furthest => Endpoint is null || Versions.Count == 0 ? WizardStage.Version : Strategy is null ? WizardStage.Strategy : WizardStage.Review;

    /// <summary>The choice an address holds; what cannot be read counts as not chosen.</summary>
    public static WizardChoice Of(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        string? Read(string key) => query.TryGetValue(key, out var values) && !string.IsNullOrWhiteSpace(values.ToString()) ? values.ToString() : null;
        return new WizardChoice
        {
            Model = Read("model"),
            Endpoint = Read("endpoint"),
            Versions = [.. (Read("version") ?? "").Split(',').Select(ReadNumber).OfType<int>().Distinct()],
            Strategy = ReadWord<RolloutStrategy>(Read("strategy")),
            Stage = ReadWord<WizardStage>(Read("at")),
            OnBusy = ReadWord<BusyPolicy>(Read("busy")) ?? BusyPolicy.Refuse,
            Reason = Read("reason") ?? "",
            Draft = Read("draft"),
            Fields = query.Where(q => !OwnKeys.Contains(q.Key, StringComparer.Ordinal)).ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
        };
    }

    /// <summary>The choice of an address that was kept; null for whatever else stands in its place, or says nothing worth continuing.</summary>
    public static WizardChoice? OfStored(string? address)
    {
        if (address is null || !address.StartsWith($"{Path}?", StringComparison.Ordinal))
            return null;
        var choice = Of($"http://draft{address}");
        return choice is { Strategy: not null, Endpoint: not null, Versions.Count: > 0 } ? choice : null;
    }

    /// <summary>A word of the address for a member of an enumeration.</summary>
    public static string WordOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The member an address's word names; null for any other word.</summary>
    public static T? ReadWord<T>(string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (WordOf(value) == word)
                return value;
        }

        return null;
    }

    /// <summary>The address that holds this choice, from the root.</summary>
    public string ToAddress()
    {
        var query = new List<KeyValuePair<string, string?>>
        {
            new("model", Model),
            new("endpoint", Endpoint),
            new("version", Versions.Count == 0 ? null : string.Join(',', Versions)),
            new("strategy", Strategy is { } strategy ? WordOf(strategy) : null),
            new("at", Stage is { } stage ? WordOf(stage) : null),
            new("busy", OnBusy == BusyPolicy.Refuse ? null : WordOf(OnBusy)),
            new("reason", Reason.Length == 0 ? null : Reason),
            new("draft", Draft),
        };
        query.AddRange(Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new KeyValuePair<string, string?>(f.Key, f.Value)));
        return QueryHelpers.AddQueryString(Path, query.Where(q => q.Value is not null));
    }

    /// <summary>The same with another part open.</summary>
    public WizardChoice At(WizardStage stage) => this with { Stage = stage };

    /// <summary>The same with a field as typed; an empty one gets its default again.</summary>
    public WizardChoice With(string field, string text)
    {
        var fields = new Dictionary<string, string>(Fields, StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(text))
            fields.Remove(field);
        else
            fields[field] = text;
        return this with { Fields = fields };
    }

    private static int? ReadNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
