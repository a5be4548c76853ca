using System.Security.Cryptography;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Hosting;

/// <summary>The one place where identifiers and secrets come from. A singleton, thread-safe.</summary>
public sealed class IdSource(TimeProvider clock)
{
    private const int SaltBytes = 8;

    /// <summary>A new id, ascending in time: a version-7 UUID without hyphens.</summary>
    public string NewId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>A new salt of a sticky hash.</summary>
    public string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));

    /// <summary>256 bits that nobody can guess.</summary>
    public byte[] NewSecret() => RandomNumberGenerator.GetBytes(BearerSecret.SecretLength);
}
