using System.ComponentModel.DataAnnotations;
using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Hosting;

/// <summary>The identity provider by which people may sign in, by OpenID Connect.</summary>
public sealed class IdentityProviderOptions : IValidatableObject
{
    /// <summary>Its issuer, such as `https://login.example/realms/ml`; null means that people sign in by a password only.</summary>
    public string? Authority { get; set; }

    /// <summary>What it calls this control plane.</summary>
    public string ClientId { get; set; } = "controlplane";

    /// <summary>What proves it to the provider; null for a public client, which proves itself by PKCE alone. Never logged.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>On the button that leads there.</summary>
    public string Label { get; set; } = "the company's account";

    /// <summary>Scopes that are asked for.</summary>
    public string Scopes { get; set; } = "openid profile groups";

    /// <summary>Claim with the person's name here.</summary>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>Claim with the groups.</summary>
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>Which group gives which role where, as `group=role@environment`, separated by semicolons; groups that are not named give nothing.</summary>
    public string Roles { get; set; } = "";

    /// <summary>The roles of some groups.</summary>
    public IReadOnlyList<RoleGrant> GrantsOf(IReadOnlyCollection<string> groups) => [.. Mappings().Where(m => groups.Contains(m.Group)).Select(m => RoleGrant.Read("", m.Grant).Value)];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is not null && !(Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)) && uri is { Query: "", Fragment: "" }))
            yield return new ValidationResult($"'{Authority}' is no https address", [nameof(Authority)]);
        if (!Scopes.Split(' ').Contains("openid"))
            yield return new ValidationResult("leaves out openid, without which it is no OpenID Connect", [nameof(Scopes)]);
        foreach (var (group, grant) in Mappings())
        {
            if (group.Length == 0 || RoleGrant.Read("", grant).Refusal is not null)
                yield return new ValidationResult($"holds '{group}={grant}'; write group=role@environment, such as ml-ops=operator@production", [nameof(Roles)]);
        }
    }

    private IEnumerable<(string Group, string Grant)> Mappings() =>
        from entry in Roles.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let at = entry.LastIndexOf('=')
        select at < 0 ? ("", entry) : (entry[..at].Trim(), entry[(at + 1)..].Trim());
}
