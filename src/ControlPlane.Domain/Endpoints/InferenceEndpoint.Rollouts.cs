namespace ControlPlane.Domain.Endpoints;

/// <content>What rollouts do to an endpoint.</content>
public sealed partial class InferenceEndpoint
{
    /// <summary>
    /// Takes the shape a rollout's step asks for. Another stable version is a promotion, and the one before is remembered and kept ready.
    /// Callers move as little as the weights allow.
    /// </summary>
    /// <param name="shape">The wanted shape; the rollout made sure that it is sound.</param>
    /// <param name="kind">What the history calls it.</param>
    /// <param name="sentence">What the history says; null for the usual words.</param>
    /// <param name="now">The time of the change.</param>
    public EndpointChange Take(EndpointShape shape, EndpointEventKind kind, string? sentence, DateTimeOffset now)
    {
        var before = ToSnapshot();
        var salt = Salt;
        if (shape.StableVersion != StableVersion)
            Promote(shape.StableVersion);
        if (shape.IsPreviousGone)
            IsPreviousWarm = false;
        if (shape.IsReturn)
            PreviousStableVersion = shape.PreviousStableVersion;
        Overlay = shape.Overlay;
        Salt = shape.Salt ?? Salt;
        Arrange(VariantArrangement.OfShape(this, shape));
        var undo = kind == EndpointEventKind.RolledBack ? new UndoState(before, now + UndoTime) : null;
        if (Salt == salt && StructuralEquality.AreEqual(ToSnapshot(), before))
        {
            // Nothing had moved yet, but the way back can be taken back all the same.
            UndoState = undo ?? UndoState;
            return NoChange(kind, before, now);
        }

        var change = Commit(kind, before, now);
        UndoState = undo;
        return sentence is null ? change : change with { Sentence = sentence };
    }

    /// <summary>Says until when the previous stable version stays ready.</summary>
    public void KeepPreviousWarm(DateTimeOffset until) => PreviousWarmUntil = until;

    /// <summary>Lets the previous stable version go once its time is over; no change before.</summary>
    public EndpointChange RetirePrevious(DateTimeOffset now)
    {
        var before = ToSnapshot();
        if (!IsPreviousWarm || PreviousStableVersion is not { } previous || PreviousWarmUntil is not { } until || now < until)
            return NoChange(EndpointEventKind.Retired, before, now);
        IsPreviousWarm = false;
        return Commit(EndpointEventKind.Retired, before, now) with { Sentence = $"Version {previous} is no longer held ready: its time ended at {until:HH:mm:ss} UTC." };
    }

    private void Promote(int version)
    {
        PreviousStableVersion = StableVersion;
        StableVersion = version;
        PreviousWarmUntil = null;
        IsPreviousWarm = true;
    }
}
