using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Access;

/// <summary>A role in an environment. Immutable.</summary>
/// <param name="Role">The role.</param>
/// <param name="Pool">The environment; <see cref="EveryPool"/> means all of them, also those that are yet to come.</param>
public sealed record RoleGrant(Role Role, string Pool)
{
    /// <summary>In place of the name of an environment: all of them.</summary>
    public const string EveryPool = "*";

    private const string Remedy = "write role@environment, such as operator@staging, or admin@* for all environments";

    /// <summary>Whether it holds in an environment.</summary>
    public bool Covers(string pool) => Pool == EveryPool || Pool == pool;

    /// <summary>As it is written in lists and commands: <c>operator@staging</c>.</summary>
    public override string ToString() => $"{RoleText.Of(Role)}@{Pool}";

    /// <summary>Reads what <see cref="ToString"/> writes; without an environment it is the role in all of them.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.Invalid"/>.</returns>
    public static Outcome<RoleGrant> Read(string field, string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (word, pool) = at < 0 ? (text, EveryPool) : (text[..at], text[(at + 1)..]);
        if (RoleText.Find(word) is not { } role)
            return Refusal.OfField(AccessRefusals.Invalid, field, $"names '{word}', which is no role", $"use {string.Join(", ", RoleText.Words)}; {Remedy}");
        return Check(field, pool) is { } problem ? new Refusal(AccessRefusals.Invalid, $"{problem.Field}: {problem.Problem}; {problem.Remedy}.") { Fields = [problem] } : new RoleGrant(role, pool);
    }

    /// <summary>What is wrong with the name of an environment; null when nothing is.</summary>
    public static FieldProblem? Check(string field, string pool) => pool == EveryPool ? null : NameRule.Check(field, pool);
}
