using System.Net;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Turns an address such as <c>http://127.0.0.1:5101</c> into what a socket is bound to. Stateless.</summary>
public static class ListenAddress
{
    /// <summary>An IP address, or <c>localhost</c> for the loopback; <c>0.0.0.0</c> is every interface.</summary>
    /// <exception cref="ArgumentException">The host is neither.</exception>
    public static IPEndPoint Of(Uri url) => new(AddressOf(url), url.Port);

    private static IPAddress AddressOf(Uri url) => url.Host switch
    {
        "localhost" => IPAddress.Loopback,
        var host when IPAddress.TryParse(host.Trim('[', ']'), out var address) => address,
        var host => throw new ArgumentException($"{url} names the host {host}; listen on an IP address or on localhost.", nameof(url)),
    };
}
