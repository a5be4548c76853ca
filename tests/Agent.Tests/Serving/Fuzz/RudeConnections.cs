using System.Net.Sockets;
using System.Text;

namespace ControlPlane.AgentHost.Tests.Serving.Fuzz;

/// <summary>Connections that do what no client library would.</summary>
internal sealed class RudeConnections(Uri address)
{
    private const string Path = "/v2/models/pets/infer";

    /// <summary>Sends text on a connection of its own and gives the first line that comes back; empty when the server only closes.</summary>
    public async Task<string> SendAsync(string text)
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync() ?? "";
    }

    /// <summary>Announces a body and cuts the connection before it is whole.</summary>
    public async Task AbortAsync(int announced, int sent)
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(Head($"Content-Length: {announced}") + new string('[', sent)));
        client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    /// <summary>Announces a body, sends a part and keeps the connection, until the caller disposes of it.</summary>
    public async Task<TcpClient> StallAsync(int announced, int sent)
    {
        var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(Head($"Content-Length: {announced}") + new string('[', sent)));
        return client;
    }

    /// <summary>The head of a request to infer with more headers.</summary>
    public static string Head(params string[] headers) => $"POST {Path} HTTP/1.1\r\nHost: agent\r\n{string.Concat(headers.Select(h => $"{h}\r\n"))}\r\n";

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        return client;
    }
}
