using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Naming;

/// <summary>
/// What models, endpoints, variants, pools and aliases may be called: a DNS label (RFC 1123 §2.1),
/// so that a name fits into a path, a host name and a metric label without escaping. Stateless.
/// </summary>
public static class NameRule
{
    /// <summary>Longest name in characters.</summary>
    public const int MaximumLength = 63;

    private const string Remedy = "use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends";

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    /// <param name="field">Path of the field, as the caller wrote it.</param>
    /// <param name="name">The name; null counts as empty.</param>
    public static FieldProblem? Check(string field, string? name)
    {
        if (string.IsNullOrEmpty(name))
            return new FieldProblem(field, "is empty", Remedy);
        if (name.Length > MaximumLength)
            return new FieldProblem(field, $"has {name.Length} characters", Remedy);
        if (name[0] == '-' || name[^1] == '-')
            return new FieldProblem(field, $"'{name}' begins or ends with a hyphen", Remedy);

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-')
                return new FieldProblem(field, $"'{name}' holds the character '{character}'", Remedy);
        }

        return null;
    }
}
