using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Access;

/// <summary>
/// Which passwords are taken: long ones, with any characters (ASVS 5.0, 6.2). Nothing asks for digits or signs, because people then add a 1 and a mark at the end.
/// Stateless.
/// </summary>
public static class PasswordRule
{
    /// <summary>Fewest characters.</summary>
    public const int MinimumLength = 12;

    /// <summary>Most characters.</summary>
    public const int MaximumLength = 256;

    private const int FewestDifferent = 5;
    private const string Remedy = "take a few words that nobody else would put together, 12 characters or more";

    // Of the lists of stolen passwords, what is twelve characters long or becomes so by repetition.
    private static readonly string[] Worn = ["password", "passw0rd", "qwerty", "letmein", "welcome", "iloveyou", "123456", "abcdef", "administrator", "controlplane", "changeme"];

    /// <summary>What is wrong with a password; null when nothing is.</summary>
    /// <param name="field">The field.</param>
    /// <param name="password">The password.</param>
    /// <param name="name">The person's name, which it must not hold.</param>
    public static FieldProblem? Check(string field, string? password, string name)
    {
        if (string.IsNullOrEmpty(password) || password.Length < MinimumLength)
            return new(field, $"has {password?.Length ?? 0} characters", Remedy);
        if (password.Length > MaximumLength)
            return new(field, $"has {password.Length} characters", $"use at most {MaximumLength}");
        if (password.Distinct().Count() < FewestDifferent)
            return new(field, "repeats the same few characters", Remedy);
        if (name.Length > 2 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
            return new(field, "holds the name", Remedy);
        return IsWorn(password) ? new(field, "is one of those that are tried first", Remedy) : null;
    }

    // A worn word that makes up half of it leaves too little to guess.
    private static bool IsWorn(string password) =>
        Worn.Any(word => password.Replace(word, "", StringComparison.OrdinalIgnoreCase).Length <= password.Length / 2);
}
