using System.Globalization;
using ControlPlane.Contracts.Audit;

namespace ControlPlane.Domain.Audit;

/// <summary>
/// Checks a chain entry by entry: numbers without gaps, every hash over its own fields, every entry naming the one before,
/// the last one being the head, and every witness's head where it should be. One pass, one owner.
/// </summary>
public sealed class AuditCheck
{
    private readonly ILookup<long, AuditWitness> _witnesses;
    private readonly List<AuditDisagreement> _disagreements = [];
    private readonly int _asked;
    private AuditHead _last = AuditForm.Beginning;
    private AuditFault? _fault;
    private long _entries;

    /// <summary>Begins before the first entry.</summary>
    public AuditCheck(IReadOnlyCollection<AuditWitness> witnesses)
    {
        _asked = witnesses.Count;
        _witnesses = witnesses.ToLookup(w => w.Head.Sequence);
    }

    /// <summary>Takes the next entry, in ascending order of numbers.</summary>
    public void Take(AuditRecord entry)
    {
        _entries++;
        _fault ??= FaultOf(entry);
        var head = new AuditHead(entry.Sequence ?? _last.Sequence + 1, entry.Hash ?? "");
        foreach (var witness in _witnesses[head.Sequence].Where(w => w.Head.Hash != head.Hash))
            _disagreements.Add(AuditDisagreement.Of(witness, head.Hash, head.Sequence));
        _last = head;
    }

    /// <summary>Ends after the last entry.</summary>
    /// <param name="head">The head the database names; null when it names none.</param>
    public AuditVerdict End(AuditHead? head)
    {
        _fault ??= FaultOf(head);
        foreach (var witness in _witnesses.Where(w => w.Key > _last.Sequence).SelectMany(w => w))
            _disagreements.Add(AuditDisagreement.Of(witness, null, _last.Sequence));
        return new AuditVerdict { Entries = _entries, Head = head, Fault = _fault, Witnesses = _asked, Disagreements = _disagreements };
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private AuditFault? FaultOf(AuditRecord entry)
    {
        var expected = _last.Sequence + 1;
        if (entry.Sequence is not { } number || number < expected)
            return new AuditFault(expected, $"where entry {Number(expected)} should be there is one with the number '{entry[AuditField.Sequence]}'.");
        if (number > expected)
            return new AuditFault(expected, number == expected + 1 ? $"entry {Number(expected)} is missing." : $"entries {Number(expected)} to {Number(number - 1)} are missing.");
        if (entry[AuditField.Form] != Number(AuditForm.Current))
            return new AuditFault(number, $"entry {Number(number)} has the form '{entry[AuditField.Form]}', which this build does not know.");
        var hash = AuditForm.HashOf(entry.Values);
        if (entry.Hash != hash)
            return new AuditFault(number, $"entry {Number(number)} was changed: its fields have the hash {AuditDisagreement.Abridge(hash)}, it bears {AuditDisagreement.Abridge(entry.Hash ?? "none")}.");
        return entry[AuditField.PreviousHash] == _last.Hash
            ? null
            : new AuditFault(number, $"entry {Number(number)} does not follow entry {Number(number - 1)}: one of the two was put in the place of another.");
    }

    private AuditFault? FaultOf(AuditHead? head)
    {
        if (head is null)
            return _entries == 0
                ? new AuditFault(1, "the chain is empty, not even its beginning is there.")
                : new AuditFault(_last.Sequence, "the head of the chain is missing, so that nothing says where it ends.");
        if (head.Sequence > _last.Sequence)
            return new AuditFault(_last.Sequence + 1, $"the chain ends at entry {Number(_last.Sequence)}, its head is entry {Number(head.Sequence)}: what is between was removed.");
        if (head.Sequence < _last.Sequence)
            return new AuditFault(head.Sequence + 1, $"entry {Number(head.Sequence + 1)} comes after the head {Number(head.Sequence)}: it was put in from outside.");
        return head.Hash == _last.Hash ? null : new AuditFault(head.Sequence, $"entry {Number(head.Sequence)} is not the head that was written.");
    }
}
