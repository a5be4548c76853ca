using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Hosting;

/// <summary>Reads a certificate with its key from PEM files. Stateless.</summary>
internal static class TlsFile
{
    /// <summary>The certificate.</summary>
    /// <returns>Refusal: <see cref="HostSettings.InvalidCode"/>.</returns>
    public static Outcome<X509Certificate2> Read(string? certificate, string? key)
    {
        if (certificate is null || key is null)
            return new Refusal(HostSettings.InvalidCode, "an address that begins with https needs a certificate and its private key, PEM files");
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new Refusal(HostSettings.InvalidCode, $"the certificate cannot be read: {exception.Message}");
        }
    }
}
