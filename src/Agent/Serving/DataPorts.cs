using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Makes the server of the data ports. Stateless.</summary>
internal static class DataPorts
{
    // A tensor of some megabytes would otherwise wait for the caller's leave several times.
    private const int StreamWindow = 1 << 20;
    private const int ConnectionWindow = 4 << 20;

    /// <summary>A server that does not listen yet.</summary>
    public static KestrelServer Create(InferenceServerOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        if (options.Certificate is not null)
            kestrel.ApplicationServices = TlsServices();
        // The application refuses first, in words; this ends what a client goes on sending after that.
        kestrel.Limits.MaxRequestBodySize = options.MaximumBodyBytes + BodyLimit.AlwaysAllowed;
        kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindow;
        kestrel.Limits.Http2.InitialConnectionWindowSize = ConnectionWindow;
        Listen(kestrel, options.Listen, HttpProtocols.Http1, options.IsListenSecure ? options.Certificate : null);
        if (options.Grpc is { } grpc)
            Listen(kestrel, grpc, HttpProtocols.Http2, options.IsGrpcSecure ? options.Certificate : null);
        // The server's own log lines would cost more than a request; failures of ours are logged by the application.
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(kestrel), transport, NullLoggerFactory.Instance);
    }

    private static void Listen(KestrelServerOptions kestrel, IPEndPoint address, HttpProtocols protocols, X509Certificate2? certificate) =>
        kestrel.Listen(address, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null)
                listen.UseHttps(certificate);
        });

    // TLS looks its parts up in services that only the server's own registration knows; nothing else here needs any.
    private static ServiceProvider TlsServices()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        return builder.Services.BuildServiceProvider();
    }
}
