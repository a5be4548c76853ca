namespace ControlPlane.Web.Realtime.Proofs;

/// <summary>Remembers proofs that were shown here for as long as their nonces are good, so that none is taken twice. Bounded by what agents may ask. A singleton, thread-safe.</summary>
internal sealed class SpentProofs(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private HashSet<string> _current = new(StringComparer.Ordinal);
    private HashSet<string> _before = new(StringComparer.Ordinal);
    private long _turnedAt = clock.GetTimestamp();

    /// <summary>Takes a proof that has been verified.</summary>
    /// <returns>False when it was taken before.</returns>
    public bool TryTake(string proof)
    {
        lock (_gate)
        {
            var elapsed = clock.GetElapsedTime(_turnedAt);
            if (elapsed >= ProofNonces.Lifetime)
            {
                // Two generations: what is forgotten is older than any nonce that is good.
                _before = elapsed < ProofNonces.Lifetime * 2 ? _current : new HashSet<string>(StringComparer.Ordinal);
                _current = new HashSet<string>(StringComparer.Ordinal);
                _turnedAt = clock.GetTimestamp();
            }

            return !_before.Contains(proof) && _current.Add(proof);
        }
    }
}
