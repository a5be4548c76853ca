using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Endpoints;

/// <summary>
/// The stable name callers use, with the variants that answer and the version it returns to.
/// Every operation leaves weights that sum to 10,000 and a variant that serves the stable version.
/// Not thread-safe; one operation loads, changes and saves it.
/// </summary>
public sealed partial class InferenceEndpoint
{
    /// <summary>How long a rollback can be undone.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    private readonly List<EndpointVariant> _variants = [];

    private InferenceEndpoint()
    {
    }

    /// <summary>Unique in the installation, see <see cref="NameRule"/>.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>The environment whose agents answer; never changes.</summary>
    public string Pool { get; private init; } = null!;

    /// <summary>The registered model whose versions answer; never changes.</summary>
    public string Model { get; private init; } = null!;

    /// <summary>Salt of the sticky hash; a rollout brings its own.</summary>
    public string Salt { get; private set; } = null!;

    /// <summary>The version to which the endpoint returns.</summary>
    public int StableVersion { get; private set; }

    /// <summary>The stable version before it, which a rollback goes to when all traffic is on the stable one; null when there is none.</summary>
    public int? PreviousStableVersion { get; private set; }

    /// <summary>Rises by one whenever what agents do for this endpoint changes; goes on rising when the name is used again after a deletion.</summary>
    public long RouteRevision { get; private set; }

    /// <summary>Rises by one with every saved change, from 1.</summary>
    public long ConcurrencyVersion { get; private set; }

    /// <summary>Everything beside the split.</summary>
    public EndpointSettings Settings { get; private set; } = null!;

    /// <summary>What a rollout adds beside the weights.</summary>
    public RoutingOverlay Overlay { get; private set; } = RoutingOverlay.None;

    /// <summary>Until when the previous stable version is held ready, so that going back to it is a swap of tables; null means for ever.</summary>
    public DateTimeOffset? PreviousWarmUntil { get; private set; }

    /// <summary>False once the previous stable version was let go: going back to it loads it anew.</summary>
    public bool IsPreviousWarm { get; private set; } = true;

    /// <summary>What the last rollback can be taken back to; null when the last change was no rollback.</summary>
    public UndoState? UndoState { get; private set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>In their fixed order.</summary>
    public IReadOnlyList<EndpointVariant> Variants => [.. _variants.OrderBy(v => v.Order)];

    /// <summary>The variant that serves the stable version.</summary>
    public EndpointVariant Champion => _variants.Single(v => v.Role == VariantRole.Champion);

    /// <summary>An endpoint whose stable version answers everybody.</summary>
    /// <param name="draft">What is wanted.</param>
    /// <param name="salt">Salt of the sticky hash, from the id source.</param>
    /// <param name="versions">Versions the model has.</param>
    /// <param name="lastRouteRevision">Highest route revision an endpoint of this name ever had; 0 when there was none.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Refusals: <see cref="EndpointRefusals.Invalid"/>, <see cref="EndpointRefusals.VersionNotFound"/>.</returns>
    public static Outcome<(InferenceEndpoint Endpoint, EndpointChange Change)> Create(
        EndpointDraft draft, string salt, IReadOnlySet<int> versions, long lastRouteRevision, DateTimeOffset now)
    {
        if ((EndpointDraftRule.Check(draft, versions) ?? draft.InitialRouting?.Check(draft, versions)) is { } refusal)
            return refusal;

        var endpoint = new InferenceEndpoint
        {
            Name = draft.Name,
            Pool = draft.Pool,
            Model = draft.Model,
            Salt = draft.InitialRouting?.Salt ?? salt,
            StableVersion = draft.StableVersion,
            PreviousStableVersion = draft.InitialRouting?.PreviousStableVersion,
            Overlay = draft.InitialRouting?.Overlay ?? RoutingOverlay.None,
            Settings = draft.Settings,
            RouteRevision = lastRouteRevision,
            CreatedAt = now,
        };
        endpoint.Arrange(draft.InitialRouting?.Variants ?? VariantArrangement.Only(endpoint, draft.StableVersion));
        return (endpoint, endpoint.Commit(EndpointEventKind.Created, null, now));
    }

    /// <summary>
    /// Takes over stable version and settings.
    /// Another stable version is a promotion: it answers everybody at once, and the one before is remembered.
    /// </summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.Invalid"/>, <see cref="EndpointRefusals.VersionNotFound"/>, <see cref="EndpointRefusals.Fixed"/>.</returns>
    public Outcome<EndpointChange> Put(EndpointDraft draft, IReadOnlySet<int> versions, DateTimeOffset now)
    {
        if ((EndpointDraftRule.Check(draft, versions) ?? EndpointDraftRule.CheckFixed(draft, this)) is { } refusal)
            return refusal;

        var before = ToSnapshot();
        var hasSettings = !StructuralEquality.AreEqual(draft.Settings, Settings);
        Settings = draft.Settings;
        if (draft.StableVersion == StableVersion)
            return hasSettings ? Commit(EndpointEventKind.SettingsChanged, before, now) : NoChange(EndpointEventKind.SettingsChanged, before, now);

        Promote(draft.StableVersion);
        Overlay = RoutingOverlay.None;
        Arrange(VariantArrangement.Only(this, StableVersion));
        return Commit(EndpointEventKind.Promoted, before, now);
    }

    /// <summary>Sets the weights. The stable version stays what it is; it keeps a variant without traffic when the split does not name it.</summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.SplitInvalid"/>, <see cref="EndpointRefusals.VersionNotFound"/>.</returns>
    public Outcome<EndpointChange> SetSplit(IReadOnlyList<VariantShare> shares, IReadOnlySet<int> versions, DateTimeOffset now) =>
        TrafficSplit.Create(shares, versions).Then<EndpointChange>(split =>
        {
            var before = ToSnapshot();
            Arrange(VariantArrangement.OfSplit(this, split));
            return StructuralEquality.AreEqual(ToSnapshot(), before)
                ? NoChange(EndpointEventKind.SplitChanged, before, now)
                : Commit(EndpointEventKind.SplitChanged, before, now);
        });

    /// <summary>
    /// Sends all traffic to the stable version; when it is there already, to the stable version before it.
    /// Changes nothing when there is nothing to go back to, and nothing while the rollback before can still be undone,
    /// so that a double click or a repeated call does not go back two versions.
    /// </summary>
    public EndpointChange RollBack(DateTimeOffset now)
    {
        var before = ToSnapshot();
        var isPlain = StructuralEquality.AreEqual(Overlay with { Rollout = null }, RoutingOverlay.None);
        if (Champion.Weight != TrafficWeight.Whole || !isPlain)
        {
            Arrange(VariantArrangement.AllTo(this, Champion.Name));
            Overlay = RoutingOverlay.None;
        }
        else if (PreviousStableVersion is { } previous && !CanUndo(now))
        {
            StableVersion = previous;
            PreviousStableVersion = null;
            PreviousWarmUntil = null;
            IsPreviousWarm = true;
            Arrange(VariantArrangement.AllToVersion(this, previous));
        }
        else
        {
            return NoChange(EndpointEventKind.RolledBack, before, now);
        }

        var change = Commit(EndpointEventKind.RolledBack, before, now);
        UndoState = new UndoState(before, now + UndoTime);
        return change;
    }

    /// <summary>Takes the last rollback back: the same variants answer the same callers as before it.</summary>
    /// <returns>Refusal: <see cref="EndpointRefusals.NothingToUndo"/>.</returns>
    public Outcome<EndpointChange> Undo(DateTimeOffset now)
    {
        if (UndoState is not { } undo)
            return new Refusal(EndpointRefusals.NothingToUndo, $"The last change of '{Name}' was no rollback, so there is nothing to undo.");
        if (!CanUndo(now))
            return new Refusal(EndpointRefusals.NothingToUndo, $"The rollback of '{Name}' could be undone for {UndoTime.TotalSeconds:0} s, until {undo.Until:HH:mm:ss} UTC.");

        var before = ToSnapshot();
        StableVersion = undo.Before.StableVersion;
        PreviousStableVersion = undo.Before.PreviousStableVersion;
        Settings = undo.Before.Settings;
        Overlay = undo.Before.Overlay;
        Arrange(VariantArrangement.OfSnapshot(undo.Before));
        return Commit(EndpointEventKind.Undone, before, now);
    }

    /// <summary>The entry that says nothing changed.</summary>
    public EndpointChange Unchanged(EndpointEventKind kind, DateTimeOffset now) => NoChange(kind, ToSnapshot(), now);

    /// <summary>The entry that says recorded outputs were removed; the endpoint itself stays as it is.</summary>
    /// <param name="answers">From how many answers they were removed; 0 has no effect.</param>
    /// <param name="now">The time of the removal.</param>
    public EndpointChange NoteRemovedOutputs(int answers, DateTimeOffset now)
    {
        var snapshot = ToSnapshot();
        return answers == 0
            ? NoChange(EndpointEventKind.OutputsRemoved, snapshot, now)
            : EndpointChangeText.Describe(this, EndpointEventKind.OutputsRemoved, snapshot, snapshot, now, hasEffect: true)
                with
            { Sentence = $"Recorded outputs of {answers} compared {(answers == 1 ? "answer" : "answers")} were removed for good." };
    }

    /// <summary>The entry that says the endpoint is gone; the store removes it.</summary>
    public EndpointChange Delete(DateTimeOffset now)
    {
        RouteRevision++;
        return EndpointChangeText.Describe(this, EndpointEventKind.Deleted, ToSnapshot(), null, now, hasEffect: true);
    }

    /// <summary>Whether the last rollback can be taken back at a moment.</summary>
    public bool CanUndo(DateTimeOffset now) => UndoState is { } undo && now < undo.Until;

    /// <summary>Null when the endpoint is still what a caller read; otherwise <see cref="EndpointRefusals.ChangedMeanwhile"/>.</summary>
    /// <param name="expected">The concurrency version that was read; null accepts any.</param>
    public Refusal? CheckUnchanged(long? expected) =>
        expected is null || expected == ConcurrencyVersion
            ? null
            : new Refusal(EndpointRefusals.ChangedMeanwhile, $"'{Name}' is at version {ConcurrencyVersion}, the change was made for version {expected}; read it again.");

    /// <summary>What the endpoint is now.</summary>
    public EndpointSnapshot ToSnapshot() => new()
    {
        StableVersion = StableVersion,
        PreviousStableVersion = PreviousStableVersion,
        Variants = [.. Variants.Select(v => v.ToSnapshot())],
        Settings = Settings,
        Overlay = Overlay,
    };

    private void Arrange(IReadOnlyList<VariantSnapshot> wanted)
    {
        _variants.RemoveAll(v => wanted.All(w => w.Name != v.Name));
        foreach (var variant in wanted)
        {
            if (_variants.FirstOrDefault(v => v.Name == variant.Name) is not { } known)
            {
                known = EndpointVariant.Create(Name, variant.Name, _variants.Count == 0 ? 0 : _variants.Max(v => v.Order) + 1);
                _variants.Add(known);
            }

            known.Set(variant.Version, variant.Role, variant.Buckets);
        }
    }

    private EndpointChange Commit(EndpointEventKind kind, EndpointSnapshot? before, DateTimeOffset now)
    {
        UndoState = null;
        RouteRevision++;
        ConcurrencyVersion++;
        ChangedAt = now;
        return EndpointChangeText.Describe(this, kind, before, ToSnapshot(), now, hasEffect: true);
    }

    private EndpointChange NoChange(EndpointEventKind kind, EndpointSnapshot before, DateTimeOffset now) =>
        EndpointChangeText.Describe(this, kind, before, before, now, hasEffect: false);
}
