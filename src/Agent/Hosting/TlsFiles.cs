using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>Reads the certificate for addresses that begin with https. Stateless.</summary>
internal static class TlsFiles
{
    private const string CertificateFlag = "--tls-certificate";
    private const string KeyFlag = "--tls-key";

    /// <summary>The certificate with its key; null where no address needs one, or when a problem was added.</summary>
    public static X509Certificate2? Read(IReadOnlyList<Uri?> addresses, string? certificate, string? key, List<FieldProblem> problems)
    {
        if (!addresses.Any(a => a?.Scheme == Uri.UriSchemeHttps))
            return null;
        if (certificate is null || key is null)
        {
            problems.Add(new FieldProblem(certificate is null ? CertificateFlag : KeyFlag, "is missing although an address begins with https", "name a PEM file, or let the addresses begin with http"));
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            problems.Add(new FieldProblem($"{CertificateFlag}, {KeyFlag}", $"cannot be read: {e.Message}", "name PEM files of a certificate and of its private key"));
            return null;
        }
    }
}
