using ControlPlane.Contracts.Audit;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Audit;

public sealed class AuditCheckTests
{
    private static readonly List<AuditEntry> Chain = AChain(10);

    [Fact]
    public void End_UntouchedChainAndAgreeingWitnesses_IsIntact()
    {
        var verdict = Check(Chain.Select(e => e.ToRecord()), Chain[^1].Head, new AuditWitness("agent a", Chain[3].Head), new AuditWitness("agent b", Chain[^1].Head));

        Assert.True(verdict.IsIntact, verdict.Sentence);
        Assert.Equal("The audit is intact: 10 entries, and 2 witnesses agree.", verdict.Sentence);
    }

    [Fact]
    public void End_AnyFieldOfAnyEntryChanged_NamesThatEntry()
    {
        foreach (var at in Enumerable.Range(0, Chain.Count))
        {
            foreach (var field in Enum.GetValues<AuditField>().Where(f => f != AuditField.Sequence))
            {
                var changed = Chain.Select(e => e.ToRecord()).ToList();
                changed[at] = changed[at] with { Values = [.. changed[at].Values.Select((v, index) => index == (int)field ? $"{v}x" : v)] };

                var verdict = Check(changed, Chain[^1].Head);

                Assert.True(verdict.Fault?.Sequence == at + 1, $"{field} of entry {at + 1}: {verdict.Sentence}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    public void End_AnEntryRemoved_NamesIt(int removed)
    {
        var verdict = Check(Chain.Where(e => e.Sequence != removed).Select(e => e.ToRecord()), Chain[^1].Head);

        Assert.Equal(removed, verdict.Fault?.Sequence);
    }

    [Fact]
    public void End_TailRemovedWithTheHeadPutBack_IsFoundByAWitness()
    {
        var cut = Chain.Take(7).ToList();

        var unseen = Check(cut.Select(e => e.ToRecord()), cut[^1].Head);
        var seen = Check(cut.Select(e => e.ToRecord()), cut[^1].Head, new AuditWitness("agent a", Chain[8].Head));

        // The control: without a witness such a cut cannot be told from a shorter past.
        Assert.True(unseen.IsIntact);
        Assert.Equal("agent a keeps entry 9 with the hash " + AuditDisagreement.Abridge(Chain[8].Hash) + ", and the chain ends at entry 7.", seen.Disagreements.Single().Sentence);
    }

    [Fact]
    [Trait("Fault", "F91")]
    [Trait("Promise", "P10")]
    public void End_ChainWrittenAnewFromAnEntryOn_IsFoundByAWitness()
    {
        var forged = Chain.Take(4).ToList();
        while (forged.Count < Chain.Count)
            forged.Add(AuditEntry.Following(forged[^1].Head, ADraft(forged.Count, "somebody else")));

        var verdict = Check(forged.Select(e => e.ToRecord()), forged[^1].Head, new AuditWitness("agent a", Chain[5].Head), new AuditWitness("agent b", Chain[2].Head));

        Assert.Null(verdict.Fault);
        Assert.Equal("agent a", verdict.Disagreements.Single().Witness.Name);
    }

    [Fact]
    public void End_EntryPutInWithAFreeNumberAtTheEnd_IsNamed()
    {
        var put = AuditEntry.Following(Chain[^1].Head, ADraft(11, "somebody else"));

        var verdict = Check([.. Chain.Select(e => e.ToRecord()), put.ToRecord()], Chain[^1].Head);

        Assert.Equal(11, verdict.Fault?.Sequence);
    }

    [Fact]
    public void End_EntryPutInBetweenAndTheRestRenumbered_NamesIt()
    {
        var put = Chain.Take(4).ToList();
        put.Add(AuditEntry.Following(put[^1].Head, ADraft(99, "somebody else")));
        var renumbered = Chain.Skip(4).Select(e => e.ToRecord()).Select((r, index) => r with { Values = [r.Values[0], $"{index + 6}", .. r.Values.Skip(2)] });

        var verdict = Check([.. put.Select(e => e.ToRecord()), .. renumbered], Chain[^1].Head);

        // The entry put in is sound in itself; the first that cannot be as it was written is the one pushed aside.
        Assert.Equal(6, verdict.Fault?.Sequence);
    }

    [Fact]
    public void End_TwoEntriesSwapped_NamesTheFirst()
    {
        var swapped = Chain.Select(e => e.ToRecord()).ToList();
        (swapped[2], swapped[6]) = (Renumbered(swapped[6], 3), Renumbered(swapped[2], 7));

        Assert.Equal(3, Check(swapped, Chain[^1].Head).Fault?.Sequence);
    }

    [Fact]
    public void End_EntryChangedWithItsHashTakenAnew_NamesTheOneThatNoLongerFollows()
    {
        var forged = Chain.Select(e => e.ToRecord()).ToList();
        forged[4] = AuditEntry.Following(Chain[3].Head, ADraft(5, "somebody else")).ToRecord();

        var verdict = Check(forged, Chain[^1].Head);

        Assert.Equal(6, verdict.Fault?.Sequence);
        Assert.Contains("does not follow entry 5", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void End_HeadMissingOrChainEmpty_IsAFault()
    {
        Assert.Equal(10, Check(Chain.Select(e => e.ToRecord()), null).Fault?.Sequence);
        Assert.Equal(1, Check([], null).Fault?.Sequence);
        Assert.Equal(1, Check([], Chain[^1].Head).Fault?.Sequence);
    }

    private static AuditVerdict Check(IEnumerable<AuditRecord> records, AuditHead? head, params AuditWitness[] witnesses)
    {
        var check = new AuditCheck(witnesses);
        foreach (var record in records)
            check.Take(record);
        return check.End(head);
    }

    private static AuditRecord Renumbered(AuditRecord record, int number) => record with { Values = [record.Values[0], $"{number}", .. record.Values.Skip(2)] };

    private static List<AuditEntry> AChain(int length)
    {
        var chain = new List<AuditEntry>();
        for (var number = 1; number <= length; number++)
            chain.Add(AuditEntry.Following(chain.Count == 0 ? AuditForm.Beginning : chain[^1].Head, ADraft(number)));
        return chain;
    }

    private static AuditDraft ADraft(int number, string actor = "me") => new()
    {
        At = Moment.Noon.AddSeconds(number),
        Actor = new Actor(actor, ChangeWay.Api),
        Subject = AuditSubject.Endpoint,
        Name = "pets",
        Action = "split-changed",
        Endpoint = "pets",
        Pool = "production",
        Sentence = $"Change {number}.",
        Reason = "because",
        Before = "{}",
        After = "{\"a\":1}",
        Numbers = "{\"n\":0.5}",
        RefusalCode = "none",
        TableRevision = number,
    };
}
