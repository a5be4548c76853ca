using System.Globalization;
using System.Text.Json;
using ControlPlane.Contracts.Audit;

namespace ControlPlane.Domain.Audit;

/// <summary>One entry of the audit chain: appended, never changed. Its fields are kept as they are hashed, see <see cref="AuditField"/>.</summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    /// <summary>From 1, without gaps, in the order of commits.</summary>
    public long Sequence { get; private init; }

    /// <summary>See <see cref="AuditForm.Current"/>.</summary>
    public int Form { get; private init; }

    /// <summary>Hash of the entry before; zeros for the first.</summary>
    public string PreviousHash { get; private init; } = null!;

    /// <summary>Milliseconds since 1970-01-01 UTC: the same in every database.</summary>
    public long At { get; private init; }

    /// <summary>Who.</summary>
    public string Actor { get; private init; } = null!;

    /// <summary>By which way, in lower-kebab-case.</summary>
    public string Way { get; private init; } = null!;

    /// <summary>What kind of thing, in lower-kebab-case.</summary>
    public string Subject { get; private init; } = null!;

    /// <summary>Name or id of the thing.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>What was done to it, in lower-kebab-case.</summary>
    public string Action { get; private init; } = null!;

    /// <summary>The endpoint it concerns; null where it concerns none.</summary>
    public string? Endpoint { get; private init; }

    /// <summary>Its environment; null where it has none.</summary>
    public string? Pool { get; private init; }

    /// <summary>What happened, in one sentence.</summary>
    public string Sentence { get; private init; } = null!;

    /// <summary>Why, in the actor's words; empty when nothing was said.</summary>
    public string Reason { get; private init; } = null!;

    /// <summary>What was, as JSON; null where there was nothing.</summary>
    public string? Before { get; private init; }

    /// <summary>What is, as JSON; null where there is nothing any more.</summary>
    public string? After { get; private init; }

    /// <summary>Numbers of a decision as a JSON object; null where it rests on none.</summary>
    public string? Numbers { get; private init; }

    /// <summary>Code of a refusal; null where nothing was refused.</summary>
    public string? RefusalCode { get; private init; }

    /// <summary>Revision of the table that carries it; null where none does.</summary>
    public long? TableRevision { get; private init; }

    /// <summary>SHA-256 over everything above, see <see cref="AuditForm"/>.</summary>
    public string Hash { get; private set; } = null!;

    /// <summary>The entry as a head of the chain.</summary>
    public AuditHead Head => new(Sequence, Hash);

    /// <summary>The entry that follows a head.</summary>
    public static AuditEntry Following(AuditHead previous, AuditDraft draft)
    {
        var entry = new AuditEntry
        {
            Sequence = previous.Sequence + 1,
            Form = AuditForm.Current,
            PreviousHash = previous.Hash,
            At = draft.At.ToUnixTimeMilliseconds(),
            Actor = draft.Actor.Name,
            Way = Kebab(draft.Actor.Way.ToString()),
            Subject = WordOf(draft.Subject),
            Name = draft.Name,
            Action = draft.Action,
            Endpoint = draft.Endpoint,
            Pool = draft.Pool,
            Sentence = draft.Sentence,
            Reason = draft.Reason,
            Before = draft.Before,
            After = draft.After,
            Numbers = draft.Numbers,
            RefusalCode = draft.RefusalCode,
            TableRevision = draft.TableRevision,
        };
        entry.Hash = AuditForm.HashOf(entry.Values());
        return entry;
    }

    /// <summary>The entry as it is hashed.</summary>
    public AuditRecord ToRecord() => new(Values(), Hash);

    /// <summary>A kind of thing as entries name it.</summary>
    public static string WordOf(AuditSubject subject) => Kebab(subject.ToString());

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private IReadOnlyList<string?> Values() =>
    [
        Text(Form), Text(Sequence), PreviousHash, Text(At), Actor, Way, Subject, Name, Action, Endpoint, Pool, Sentence, Reason, Before, After, Numbers, RefusalCode,
        Text(TableRevision),
    ];
}
