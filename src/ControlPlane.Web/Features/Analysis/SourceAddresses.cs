using System.Net;
using System.Net.Sockets;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Which addresses checks may ask: public ones, and private ones only where the configuration allows them. A singleton, thread-safe.</summary>
public sealed class SourceAddresses(IOptions<AnalysisOptions> options)
{
    // Everything that is not the public Internet: this machine, private, link-local with the metadata services, shared, multicast, reserved (RFC 6890).
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Whether connecting to that address is allowed for that name.</summary>
    /// <param name="host">Name in the source's address.</param>
    /// <param name="address">What it resolves to.</param>
    public bool IsAllowed(string host, IPAddress address)
    {
        // An IPv4 address in IPv6 clothes is judged as what it is.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Private.Any(n => n.Contains(plain)) || options.Value.Allowed.Any(entry => Allows(entry, host, plain));
    }

    /// <summary>Why an address cannot be asked, as far as its text alone says; null when it can, or only resolving tells.</summary>
    public string? WhyRefused(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;
        var host = uri.IdnHost;
        var literal = IPAddress.TryParse(host, out var parsed) ? parsed : uri.IsLoopback ? IPAddress.Loopback : null;
        return literal is null || IsAllowed(host, literal) ? null : Sentence(host);
    }

    /// <summary>What is said of a refused host.</summary>
    public static string Sentence(string host) => $"leads to '{host}', a private address or this machine itself";

    private static bool Allows(string entry, string host, IPAddress address) =>
        string.Equals(entry, host, StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(entry, out var one) && one.Equals(address))
        || (entry.Contains('/', StringComparison.Ordinal) && IPNetwork.Parse(entry) is var network && network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));

    /// <summary>Resolves once and connects to what was checked, so that a name cannot change its mind in between.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        if (addresses.Length == 0 || addresses.Any(a => !IsAllowed(host, a)))
            throw new SourceRefusedException($"The address {Sentence(host)}; allow it with {AnalysisOptions.Section}:{nameof(AnalysisOptions.AllowedPrivate)}.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
