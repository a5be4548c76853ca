using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Guards;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// Makes the newest acceptable table true: verify, persist, prepare, swap, report.
/// Whatever fails before the table is persisted changes nothing.
/// One owner; only <see cref="State"/> and <see cref="LastRefusal"/> are read by others.
/// </summary>
internal sealed class TableApplier(
    AgentIdentity identity,
    TableStore store,
    PreparationBoard board,
    BlobStore blobs,
    ServingTableBuilder builder,
    ServingTableHolder holder,
    TripRegister trips,
    IApplyReports reports,
    TimeProvider time,
    ILogger<TableApplier> logger)
{
    private const int LongestMessage = 1_000;

    private readonly Dictionary<string, string> _keptBecause = new(StringComparer.Ordinal);
    private AcceptedTable? _accepted;
    private AcceptedTable? _previous;
    private AcceptedTable? _fallback;
    private string? _rememberedInForce;
    private volatile string? _refusedForGood;
    private long _arrivedAt;
    private volatile AppliedState _state = AppliedState.None;
    private volatile RefusalReport? _lastRefusal;

    /// <summary>What is in force now.</summary>
    public AppliedState State => _state;

    /// <summary>The last table refused since one was accepted; null when none was.</summary>
    public RefusalReport? LastRefusal => _lastRefusal;

    /// <summary>Digest of the table that needs not come again: the one in force, or a newer one refused for good.</summary>
    public string? KnownDigest => _refusedForGood ?? _state.Digest;

    /// <summary>Begins with what the disk holds.</summary>
    public void Restore()
    {
        trips.Restore();
        var stored = store.Load();
        foreach (var damage in stored.Damage)
            logger.StoredTableDamaged(damage);

        _accepted = Ours(stored.Accepted);
        if (_accepted is null)
        {
            logger.NothingStored();
            return;
        }

        _arrivedAt = time.GetTimestamp();
        _previous = Ours(stored.Previous);
        _fallback = Ours(stored.InForce) ?? _previous;
        _rememberedInForce = stored.InForce?.Digest;
        board.Want(WantedVersions(_accepted));
    }

    /// <summary>Accepts or refuses a table that came; <see cref="Refresh"/> puts an accepted one into force.</summary>
    public void Take(ArrivedTable arrived)
    {
        try
        {
            Judge(arrived);
        }
        catch (Exception e) when (e is not DiskSyncException)
        {
            logger.ApplyFailed(e);
            Refuse(arrived, new Refusal(RefusalCodes.Internal, $"Taking the table failed: {e.Message}"));
        }
    }

    /// <summary>Puts into force what can be, as far as versions are now.</summary>
    public void Refresh()
    {
        if (_accepted is null)
            return;

        var statuses = board.Statuses();
        var states = statuses.ToDictionary(s => VersionKey.Of(s.Version), s => s.State);
        var decisions = EffectiveTable.Decide(_accepted.View, states);
        IReadOnlyList<EndpointDecision> fallback = _fallback is null ? [] : EffectiveTable.Decide(_fallback.View, states);
        var before = holder.Current;
        var next = builder.Build(TableIntake.PositionOf(_accepted.View), decisions, fallback, statuses, before);
        holder.Swap(next);

        trips.ForgetPast(next);
        trips.ForgetGone(_accepted.View);
        Tell(decisions, before, next);
        Remember(next);
        board.ReleaseUnused(next);
    }

    private void Judge(ArrivedTable arrived)
    {
        if (arrived.Offer is null && arrived.Digest == _refusedForGood)
            return;

        var verified = TableIntake.Verify(arrived, identity, _accepted?.Whole);
        if (!verified.IsAccepted)
        {
            Refuse(arrived, verified.Refusal);
            return;
        }

        if (verified.Value.Digest == _accepted?.Whole.Digest)
        {
            _state = _state with { Offer = arrived.Offer ?? _state.Offer };
            return;
        }

        if (store.Save(verified.Value) is { } refusal)
        {
            Refuse(arrived, refusal);
            return;
        }

        Accept(verified.Value, arrived);
    }

    private void Accept(SealedRoutingTable table, ArrivedTable arrived)
    {
        _previous = _accepted;
        _accepted = new AcceptedTable(table, identity.AgentId);
        _arrivedAt = arrived.ArrivedAt;
        _refusedForGood = null;
        _lastRefusal = null;
        _keptBecause.Clear();
        _state = new AppliedState
        {
            Position = TableIntake.PositionOf(table.Table),
            Digest = table.Digest,
            Signature = table.Signature,
            AuditHead = table.Table.AuditHead,
            Offer = arrived.Offer,
            Endpoints = [.. _accepted.View.Endpoints.Select(e => ServedStatus.Of(holder.Current, e.Name))],
        };
        logger.TableAccepted(_state.Position, _accepted.View.Endpoints.Count, _accepted.View.Prepare.Count);
        board.Want(WantedVersions(_accepted));
    }

    private void Refuse(ArrivedTable arrived, Refusal refusal)
    {
        var isPermanent = TableIntake.IsPermanent(refusal.Code);
        _refusedForGood = isPermanent ? arrived.Digest : null;
        _lastRefusal = new RefusalReport
        {
            Position = arrived.Position,
            Code = refusal.Code,
            Subject = refusal.Fields.Count > 0 ? refusal.Fields[0].Field : null,
            Message = refusal.Sentence.Length <= LongestMessage ? refusal.Sentence : refusal.Sentence[..LongestMessage],
            IsPermanent = isPermanent,
            InForce = _state.Position,
        };
        logger.TableRefused(arrived.Position, refusal.Code, _state.Position, refusal.Sentence);
        reports.Refused(_lastRefusal, arrived.Offer);
    }

    private void Tell(IReadOnlyList<EndpointDecision> decisions, ServingTable before, ServingTable next)
    {
        foreach (var decision in decisions)
        {
            var revision = ServedStatus.RevisionOf(next, decision.Routing.Name);
            if (decision.Step != EndpointStep.Take && revision != decision.Routing.RouteRevision)
                TellKept(decision, revision);
            else if (revision != ServedStatus.RevisionOf(before, decision.Routing.Name))
                logger.EndpointTaken(decision.Routing.Name, revision, decision.Because);
        }

        var isWhole = decisions.All(d => ServedStatus.RevisionOf(next, d.Routing.Name) == d.Routing.RouteRevision);
        var becameWhole = isWhole && !(_state.IsWhole && _state.Digest == _accepted!.Whole.Digest);
        _state = _state with
        {
            Position = TableIntake.PositionOf(_accepted!.View),
            Digest = _accepted.Whole.Digest,
            Signature = _accepted.Whole.Signature,
            AuditHead = _accepted.Whole.Table.AuditHead,
            IsWhole = isWhole,
            AppliedAt = becameWhole ? time.GetUtcNow() : _state.AppliedAt,
            ApplyMilliseconds = becameWhole ? time.GetElapsedTime(_arrivedAt).TotalMilliseconds : _state.ApplyMilliseconds,
            Endpoints = [.. decisions.Select(d => ServedStatus.Of(next, d.Routing.Name))],
        };
        if (becameWhole)
            logger.TableInForce(_state.Position, _state.ApplyMilliseconds);
        reports.Applied(_state);
    }

    // Every change of any version decides anew; the reason is told when it changes.
    private void TellKept(EndpointDecision decision, long revision)
    {
        if (_keptBecause.GetValueOrDefault(decision.Routing.Name) == decision.Because)
            return;
        _keptBecause[decision.Routing.Name] = decision.Because;
        logger.EndpointKept(decision.Routing.Name, revision, decision.Because);
    }

    private void Remember(ServingTable next)
    {
        if (_state.IsWhole)
        {
            _fallback = null;
            board.Want(WantedVersions(_accepted!));
            Keep(null);
            ReleaseFiles();
            return;
        }

        var older = new[] { _previous, _fallback }.OfType<AcceptedTable>().Select(t => t.Whole.Table);
        Keep(InForceTable.Of(_accepted!.Whole.Table, older, next.Endpoints.Values));
    }

    private void Keep(SealedRoutingTable? inForce)
    {
        if (inForce?.Digest == _rememberedInForce)
            return;
        if (store.SaveInForce(inForce) is { } refusal)
            logger.InForceNotKept(refusal.Sentence);
        else
            _rememberedInForce = inForce?.Digest;
    }

    private void ReleaseFiles()
    {
        var keep = _accepted!.Whole.Table.Prepare.Concat(_previous?.Whole.Table.Prepare ?? [])
            .SelectMany(p => p.Golden is { } golden ? (string[])[p.Digest, golden.Digest] : [p.Digest]).ToHashSet(StringComparer.Ordinal);
        if (blobs.Release(keep) is > 0 and var count)
            logger.BlobsReleased(count);
    }

    private IReadOnlyList<PreparedVersion> WantedVersions(AcceptedTable table) =>
        [.. table.View.Prepare.Concat(_fallback?.View.Prepare ?? []).DistinctBy(VersionKey.Of)];

    private AcceptedTable? Ours(SealedRoutingTable? stored) =>
        stored?.Table.ClusterId == identity.ClusterId && stored.Table.Pool == identity.Pool ? new AcceptedTable(stored, identity.AgentId) : null;
}
