using System.Globalization;

namespace ControlPlane.Domain.Audit;

/// <summary>A witness whose head the chain does not hold. Immutable.</summary>
/// <param name="Witness">Who keeps what.</param>
/// <param name="Sentence">That, and what the chain has in its place.</param>
public sealed record AuditDisagreement(AuditWitness Witness, string Sentence)
{
    private const int ShownDigits = 12;

    /// <summary>What a witness contradicts.</summary>
    /// <param name="witness">Who keeps what.</param>
    /// <param name="hash">What the entry of that number bears; null when there is none.</param>
    /// <param name="last">Number of the newest entry; 0 when there is none.</param>
    public static AuditDisagreement Of(AuditWitness witness, string? hash, long last)
    {
        var number = witness.Head.Sequence.ToString(CultureInfo.InvariantCulture);
        var instead = hash is not null ? $"the chain has {Abridge(hash)} there"
            : last >= witness.Head.Sequence ? "the chain has no such entry"
            : $"the chain ends at entry {last.ToString(CultureInfo.InvariantCulture)}";
        return new AuditDisagreement(witness, $"{witness.Name} keeps entry {number} with the hash {Abridge(witness.Head.Hash)}, and {instead}.");
    }

    /// <summary>The beginning of a hash, enough to tell two apart.</summary>
    public static string Abridge(string hash) => hash.Length > ShownDigits ? $"{hash[..ShownDigits]}…" : hash;
}
