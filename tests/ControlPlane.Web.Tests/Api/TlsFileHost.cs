using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ControlPlane.Web.Tests.Api;

/// <summary>A host of files over TLS on a free loopback port, with a certificate that signs itself.</summary>
internal sealed class TlsFileHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private TlsFileHost(WebApplication app, X509Certificate2 certificate) => (_app, _certificate) = (app, certificate);

    /// <summary>Its name and port.</summary>
    public string Host => $"localhost:{new Uri(_app.Urls.Single()).Port}";

    /// <summary>What it shows, as PEM.</summary>
    public string Certificate => _certificate.ExportCertificatePem();

    /// <summary>What was asked.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<TlsFileHost> StartAsync(byte[] file)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var certificate = MakeCertificate();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var host = new TlsFileHost(app, certificate);
        app.Run(context => host.AnswerAsync(context, file));
        await app.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private Task AnswerAsync(HttpContext context, byte[] file)
    {
        Asked.Add($"{context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Authorization}{context.Request.Headers.Cookie}".TrimEnd());
        switch (context.Request.Path)
        {
            case "/model.onnx":
                return context.Response.Body.WriteAsync(file).AsTask();
            case "/moved":
                context.Response.Redirect("http://169.254.169.254/latest/meta-data/");
                return Task.CompletedTask;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
