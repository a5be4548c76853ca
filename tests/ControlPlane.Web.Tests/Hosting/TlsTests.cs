using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Time;

namespace ControlPlane.Web.Tests.Hosting;

public sealed class TlsTests
{
    [Fact]
    public async Task Listen_WithTls_ShowsTheCertificateInTheFiles_AndTheNextOneWhenTheyChange()
    {
        using var folder = new TemporaryFolder();
        var (certificate, key) = (folder.Combine("tls.pem"), folder.Combine("tls.key"));
        var first = Write(certificate, key, "first");
        var clock = new ManualTimeProvider();
        await using var host = await HostUnderTest.StartAsync(
            clock, "--listen", "https://127.0.0.1:0", "--Server:TlsCertificate", certificate, "--Server:TlsKey", key);

        Assert.Equal(first, await ShownAsync(host));
        var second = Write(certificate, key, "second");
        File.SetLastWriteTimeUtc(certificate, DateTime.UnixEpoch);
        Assert.Equal(first, await ShownAsync(host));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(second, await ShownAsync(host));

        await File.WriteAllTextAsync(certificate, "half written");
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(second, await ShownAsync(host));
    }

    private static string Write(string certificate, string key, string name)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", pair, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(key, pair.ExportPkcs8PrivateKeyPem());
        return made.Thumbprint;
    }

    private static async Task<string> ShownAsync(HostUnderTest host)
    {
        var shown = "";
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                shown = certificate!.Thumbprint;
                return true;
            },
        };
        using var client = new HttpClient(handler);
        using var answer = await client.GetAsync(new Uri(host.Http.BaseAddress!, "livez"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return shown;
    }
}
