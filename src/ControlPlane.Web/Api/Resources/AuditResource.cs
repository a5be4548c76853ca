using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Domain.Audit;

namespace ControlPlane.Web.Api.Resources;

/// <summary>An entry of the audit. Immutable.</summary>
internal sealed record AuditResource
{
    /// <summary>From 1, without gaps.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>By which way: <c>ui</c>, <c>api</c>, <c>command-line</c> or <c>automatic</c>.</summary>
    public required string Way { get; init; }

    /// <summary>What kind of thing.</summary>
    public required string Subject { get; init; }

    /// <summary>Name or id of the thing.</summary>
    public required string Name { get; init; }

    /// <summary>What was done to it.</summary>
    public required string Action { get; init; }

    /// <summary>Null where no endpoint is concerned.</summary>
    public required string? Endpoint { get; init; }

    public required string? Pool { get; init; }

    /// <summary>What happened, with numbers.</summary>
    public required string Sentence { get; init; }

    /// <summary>In the actor's words; empty when nothing was said.</summary>
    public required string Reason { get; init; }

    /// <summary>Null where there was nothing.</summary>
    public required JsonNode? Before { get; init; }

    /// <summary>Null where there is nothing any more.</summary>
    public required JsonNode? After { get; init; }

    /// <summary>Numbers of a decision; null where it rests on none.</summary>
    public required JsonNode? Numbers { get; init; }

    /// <summary>Null unless something was asked for and refused.</summary>
    public required string? RefusalCode { get; init; }

    /// <summary>Revision of the pool's table that carries it; null where none does.</summary>
    public required long? TableRevision { get; init; }

    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over everything above; docs/audit.md says how.</summary>
    public required string Hash { get; init; }

    public static AuditResource Of(AuditEntry entry) => new()
    {
        Sequence = entry.Sequence,
        At = DateTimeOffset.FromUnixTimeMilliseconds(entry.At),
        Actor = entry.Actor,
        Way = entry.Way,
        Subject = entry.Subject,
        Name = entry.Name,
        Action = entry.Action,
        Endpoint = entry.Endpoint,
        Pool = entry.Pool,
        Sentence = entry.Sentence,
        Reason = entry.Reason,
        Before = Parse(entry.Before),
        After = Parse(entry.After),
        Numbers = Parse(entry.Numbers),
        RefusalCode = entry.RefusalCode,
        TableRevision = entry.TableRevision,
        PreviousHash = entry.PreviousHash,
        Hash = entry.Hash,
    };

    // What was changed from outside may be no JSON; it is shown as the text it is, and verification names it.
    private static JsonNode? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
