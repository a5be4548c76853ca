using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Tests.Serving;

/// <summary>A gRPC client of a few lines, so that a test can also send what no client would.</summary>
internal sealed class GrpcCaller(Uri address, string? trustedThumbprint = null) : IDisposable
{
    public const string Inference = "inference.GRPCInferenceService";

    private readonly HttpClient _client = new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == trustedThumbprint,
    })
    { BaseAddress = address };

    /// <summary>Calls a method of the inference protocol.</summary>
    public Task<GrpcAnswer> CallAsync(string method, IMessage message, params (string Name, string Value)[] metadata) =>
        SendAsync($"/{Inference}/{method}", Frame(message.ToByteArray()), metadata);

    /// <summary>Sends any bytes to any path.</summary>
    public async Task<GrpcAnswer> SendAsync(string path, byte[] body, params (string Name, string Value)[] metadata)
    {
        using var response = await StartAsync(path, new ByteArrayContent(body), metadata, CancellationToken.None);
        var answer = await response.Content.ReadAsByteArrayAsync();
        var headers = response.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(",", h.Value));
        var trailers = response.TrailingHeaders.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(",", h.Value));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new GrpcAnswer(
            int.Parse(trailers["grpc-status"], CultureInfo.InvariantCulture),
            Uri.UnescapeDataString(trailers.GetValueOrDefault("grpc-message", "")),
            answer.Length == 0 ? null : Unframe(answer),
            headers,
            trailers);
    }

    /// <summary>Begins a call and gives the response as soon as its headers are there.</summary>
    public async Task<HttpResponseMessage> StartAsync(
        string path, HttpContent content, (string Name, string Value)[] metadata, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TryAddWithoutValidation("te", "trailers");
        foreach (var (name, value) in metadata)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>A message with its prefix.</summary>
    public static byte[] Frame(byte[] message)
    {
        var framed = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    /// <summary>The only message of an answer.</summary>
    public static byte[] Unframe(byte[] framed)
    {
        Assert.Equal(0, framed[0]);
        Assert.Equal(framed.Length - 5, BinaryPrimitives.ReadInt32BigEndian(framed.AsSpan(1)));
        return framed[5..];
    }

    public void Dispose() => _client.Dispose();
}
