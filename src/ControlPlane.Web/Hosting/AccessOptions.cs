using System.ComponentModel.DataAnnotations;
using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Hosting;

/// <summary>Who may come in, and for how long.</summary>
public sealed class AccessOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Access";

    /// <summary>`Required`, or `Open` where nobody signs in and everybody may do everything; that starts on a loopback address only.</summary>
    public AccessMode Mode { get; set; } = AccessMode.Required;

    /// <summary>Name of the person for whom the first start prints a link that sets a password.</summary>
    [Required]
    public string FirstAdmin { get; set; } = "admin";

    /// <summary>A session that has not been used for so long is over.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(8);

    /// <summary>A session is over after so long, however busy it is.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Environments, separated by semicolons, in which another person than who started a rollout must approve its way to all callers; `*` means all of them.
    /// It is a setting of the host, because who could switch it off on a page could also promote alone.
    /// </summary>
    public string FourEyes { get; set; } = "";

    /// <summary>Whether `/metrics` is told to who has not signed in, as scrapers expect: names of endpoints and versions, and counts, but no inputs or answers.</summary>
    public bool IsMetricsOpen { get; set; } = true;

    /// <summary>The identity provider, where there is one.</summary>
    public IdentityProviderOptions IdentityProvider { get; set; } = new();

    /// <summary>Whether an environment asks for a second person.</summary>
    public bool NeedsFourEyes(string pool) =>
        FourEyes.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(p => p == RoleGrant.EveryPool || p == pool);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PersonName.Check("", FirstAdmin) is { } name)
            yield return new ValidationResult($"{name.Problem}; {name.Remedy}", [nameof(FirstAdmin)]);
        if (SessionIdle <= TimeSpan.Zero || SessionLifetime < SessionIdle)
            yield return new ValidationResult($"is {SessionLifetime} with {SessionIdle} of idleness; both are longer than nothing, and no idleness outlasts the session", [nameof(SessionLifetime)]);
        if (FourEyes.Length > 0 && Mode == AccessMode.Open)
            yield return new ValidationResult("asks for a second person, and where nobody signs in there is none; leave Access:Mode Required", [nameof(FourEyes)]);
        foreach (var pool in FourEyes.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (RoleGrant.Check("", pool) is { } problem)
                yield return new ValidationResult($"names '{pool}', which is no environment; {problem.Remedy}", [nameof(FourEyes)]);
        }
    }
}
