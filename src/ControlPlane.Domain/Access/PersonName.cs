using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Access;

/// <summary>What people may be called: what they type to sign in, and what the audit says of them. Stateless.</summary>
public static class PersonName
{
    /// <summary>Longest name in characters.</summary>
    public const int MaximumLength = 100;

    private const string Remedy = "use 1 to 100 letters, digits and . _ @ + - such as ada or ada@example.org";

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static FieldProblem? Check(string field, string? name) => name switch
    {
        null or "" => new(field, "is empty", Remedy),
        { Length: > MaximumLength } => new(field, $"has {name.Length} characters", Remedy),
        _ when name.FirstOrDefault(c => !char.IsLetterOrDigit(c) && !"._@+-".Contains(c, StringComparison.Ordinal)) is var odd and not '\0' => new(field, $"holds the character '{odd}'", Remedy),
        _ => null,
    };

    /// <summary>What two spellings of one name have in common: nobody may be Ada beside ada.</summary>
    public static string KeyOf(string name) => name.ToUpperInvariant();
}
