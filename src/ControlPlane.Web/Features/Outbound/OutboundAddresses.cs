using System.Net;
using System.Net.Sockets;

namespace ControlPlane.Web.Features.Outbound;

/// <summary>Where the control plane may connect on somebody's behalf: public addresses, and private ones only where the configuration allows them. Thread-safe.</summary>
/// <param name="allowed">Host names, addresses and networks that are allowed although they are private.</param>
/// <param name="setting">Name of the setting that allows them, for people.</param>
public abstract class OutboundAddresses(IReadOnlyList<string> allowed, string setting)
{
    // Everything that is not the public Internet: this machine, private, link-local with the metadata services, shared, multicast, reserved (RFC 6890).
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Whether connecting to that address is allowed for that name.</summary>
    /// <param name="host">Name in the address that was given.</param>
    /// <param name="address">What it resolves to.</param>
    public bool IsAllowed(string host, IPAddress address)
    {
        // An IPv4 address in IPv6 clothes is judged as what it is.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Private.Any(n => n.Contains(plain)) || allowed.Any(entry => Allows(entry, host, plain));
    }

    /// <summary>Why an address cannot be used, as far as its text alone says; null when it can, or only resolving tells.</summary>
    public string? WhyRefused(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;
        var host = uri.IdnHost;
        var literal = IPAddress.TryParse(host, out var parsed) ? parsed : uri.IsLoopback ? IPAddress.Loopback : null;
        return literal is null || IsAllowed(host, literal) ? null : Sentence(host);
    }

    /// <summary>The same, with a look at what the name resolves to now; a name that does not resolve is judged when it is connected to.</summary>
    public async Task<string?> WhyRefusedAsync(string address, CancellationToken cancellation)
    {
        if (WhyRefused(address) is { } refused)
            return refused;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(uri.IdnHost, cancellation);
            return addresses.All(a => IsAllowed(uri.IdnHost, a)) ? null : Sentence(uri.IdnHost);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>What is said of a refused host.</summary>
    public static string Sentence(string host) => $"leads to '{host}', a private address or this machine itself";

    /// <summary>Resolves once and connects to what was checked, so that a name cannot change its mind in between.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        if (addresses.Length == 0 || addresses.Any(a => !IsAllowed(host, a)))
            throw new AddressRefusedException($"The address {Sentence(host)}; allow it with {setting}.");
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

    private static bool Allows(string entry, string host, IPAddress address) =>
        string.Equals(entry, host, StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(entry, out var one) && one.Equals(address))
        || (entry.Contains('/', StringComparison.Ordinal) && IPNetwork.Parse(entry) is var network && network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
}
