using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Web.Hosting;

/// <summary>Where the control plane listens.</summary>
public sealed class ServerOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Server";

    /// <summary>Where it listens unless told otherwise: this machine only.</summary>
    public const string DefaultListen = "http://127.0.0.1:5080";

    /// <summary>Address to listen on, flag <c>--listen</c>. Port 0 takes a free one.</summary>
    [Required]
    public string Listen { get; set; } = DefaultListen;

    /// <summary>
    /// Host names that requests may carry, separated by semicolons; null means any, or only this machine's own while <see cref="Listen"/> is a loopback address,
    /// so that no site can reach it by pointing its own name at 127.0.0.1.
    /// </summary>
    public string? AllowedHosts { get; set; }

    /// <summary>PEM file of the certificate that is shown where <see cref="Listen"/> begins with https, with those that vouch for it after it; read again when it changes.</summary>
    public string? TlsCertificate { get; set; }

    /// <summary>PEM file of the certificate's private key.</summary>
    public string? TlsKey { get; set; }

    /// <summary>Lets it listen without TLS for other machines: for a network that nobody else is on, or behind something that ends TLS.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Whether it listens with TLS.</summary>
    public bool IsTls => Uri.TryCreate(Listen, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    /// <summary>Whether only programs of this machine can connect.</summary>
    public bool IsLoopback => Uri.TryCreate(Listen, UriKind.Absolute, out var uri) && uri.IsLoopback;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var isAddress = Uri.TryCreate(Listen, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", AbsolutePath: "/", Query: "" };
        if (!isAddress)
            yield return new ValidationResult($"'{Listen}' is no address such as {DefaultListen}", [nameof(Listen)]);
        else if (!IsTls && !IsLoopback && !AllowPlainHttp)
            yield return new ValidationResult($"'{Listen}' can be reached from other machines without TLS; let it begin with https and name a certificate, or set AllowPlainHttp", [nameof(Listen)]);
        if (IsTls && TlsFile.Read(TlsCertificate, TlsKey).Refusal is { } refusal)
            yield return new ValidationResult(refusal.Sentence, [nameof(TlsCertificate), nameof(TlsKey)]);
    }
}
