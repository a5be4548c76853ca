using System.Security.Cryptography;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Features.Outbound;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Models;

/// <summary>From which addresses models may be imported: named hosts over TLS, and of those no private ones unless they are named once more. A singleton, thread-safe.</summary>
public sealed class ImportAddresses(IOptions<ModelSourceOptions> options)
    : OutboundAddresses(AllowedAddresses.Read(options.Value.AllowedPrivate), $"{ModelSourceOptions.Section}:{nameof(ModelSourceOptions.AllowedPrivate)}")
{
    private const string DigestPrefix = "sha256:";
    private const int StandardPort = 443;

    private readonly IReadOnlyList<string> _hosts = AllowedAddresses.Read(options.Value.ImportHosts);

    /// <summary>The address, as far as its text may be used.</summary>
    /// <returns>Refusal: <see cref="ImportRefusals.AddressRefused"/>.</returns>
    public Outcome<Uri> Judge(string text)
    {
        if (_hosts.Count == 0)
            return Refused("cannot be imported from: imports by address are off", $"name hosts in {ModelSourceOptions.Section}:{nameof(ModelSourceOptions.ImportHosts)}, or push the file");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            return Refused("is no address over TLS", "begin with https://");
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            return Refused("has a user or a fragment in it", "leave them out; imports send no credentials");

        var host = address.Port == StandardPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";
        if (!_hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
            return Refused($"is of the host '{host}', which is not among those allowed", $"use one of {string.Join(", ", _hosts)}");
        return WhyRefused(address.AbsoluteUri) is { } problem ? Refused(problem, "use a public address") : address;
    }

    /// <summary>The digest without what may stand before it.</summary>
    /// <returns>Refusal: <see cref="ImportRefusals.DigestMismatch"/>.</returns>
    public static Outcome<string> JudgeDigest(string? text)
    {
        var digest = text?.StartsWith(DigestPrefix, StringComparison.OrdinalIgnoreCase) == true ? text[DigestPrefix.Length..] : text;
        return digest?.Length == 2 * SHA256.HashSizeInBytes && digest.All(char.IsAsciiHexDigit)
            ? digest.ToLowerInvariant()
            : Refusal.OfField(ImportRefusals.DigestMismatch, "digest", digest is null ? "is missing" : $"is '{text}'", "give sha256: and 64 hexadecimal digits, so that what comes is what was meant");
    }

    private static Refusal Refused(string problem, string remedy) => Refusal.OfField(ImportRefusals.AddressRefused, "url", problem, remedy);
}
