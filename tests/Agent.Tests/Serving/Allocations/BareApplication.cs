using ControlPlane.AgentHost.Serving;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.AgentHost.Tests.Serving.Allocations;

/// <summary>Takes any body and answers with the same bytes and the headers of an inference: what the server alone allocates for such a request.</summary>
internal sealed class BareApplication(int garbage) : IHttpApplication<Exchange>
{
    private static readonly byte[] Answer = new byte[200];

    public Exchange CreateContext(IFeatureCollection contextFeatures)
    {
        var connection = (IHostContextContainer<Exchange>)contextFeatures;
        var exchange = connection.HostContext ??= new Exchange();
        exchange.Begin(contextFeatures, startedAt: 0);
        return exchange;
    }

    public void DisposeContext(Exchange context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(Exchange context)
    {
        var body = await RequestBody.ReadAsync(context.Body, context.RequestHeaders.ContentLength, long.MaxValue);
        body.Release();
        if (garbage > 0)
            GC.KeepAlive(new byte[garbage]);
        foreach (var header in (ReadOnlySpan<string>)[HeaderTexts.ModelVersion, HeaderTexts.RoutingRevision, HeaderTexts.Variant, HeaderTexts.Bucket, HeaderTexts.FeedbackToken])
            context.ResponseHeaders[header] = header;
        await context.SendAsync(StatusCodes.Status200OK, HeaderTexts.Json, Answer);
    }
}
