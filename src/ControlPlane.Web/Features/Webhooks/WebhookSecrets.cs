using System.Security.Cryptography;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>
/// Secrets that sign deliveries, in the form of Standard Webhooks: <c>whsec_</c> and 24 to 64 bytes in base64.
/// They are encrypted with the keys of this installation, which lie apart from the database. A singleton, thread-safe.
/// </summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection, IdSource ids)
{
    private const string Prefix = "whsec_";
    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    private readonly IDataProtector _protector = protection.CreateProtector("ControlPlane.Webhooks.Secret");

    /// <summary>A new secret that nobody can guess.</summary>
    public string Make() => Prefix + Convert.ToBase64String(ids.NewSecret());

    /// <summary>Null when a secret has the form.</summary>
    public static Refusal? Check(string secret) => BytesOf(secret) is { Length: >= LeastBytes and <= MostBytes }
        ? null
        : Refusal.OfField(WebhookRefusals.Invalid, "secret", "has not the form of a secret", $"send {Prefix} and {LeastBytes} to {MostBytes} bytes in base64, or leave it out and take the one that is made");

    /// <summary>The secret as it is stored.</summary>
    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The key that signs; null when the keys of this installation cannot read it, as after a restore on another machine.</summary>
    public byte[]? Unprotect(string stored)
    {
        try
        {
            return BytesOf(_protector.Unprotect(stored));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? BytesOf(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) ? bytes[..length] : null;
    }
}
