using System.Net;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Routing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>Bare Kestrel over the binding: every body is a request to the one model. No routing, no counts, no limits, no tokens.</summary>
internal static class FloorServer
{
    public static async Task<int> RunAsync(int port, string modelPath, TextWriter output)
    {
        var version = new PreparedVersion { Model = "model", Version = 1, Digest = new string('0', 64), SizeBytes = new FileInfo(modelPath).Length };
        await using var model = (await new ModelLoader(TimeProvider.System).LoadAsync(modelPath, version, CancellationToken.None)).Value;
        using var workspaces = new InferWorkspacePool(new FeedbackTokenCodec(new byte[FeedbackTokenCodec.KeyLength]));
        using var server = DataPorts.Create(new InferenceServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, port) });
        await server.StartAsync(new Application(model, workspaces), CancellationToken.None);
        await output.WriteLineAsync("ready");
        await output.FlushAsync();
        await InputLines.NextAsync();
        await server.StopAsync(CancellationToken.None);
        return 0;
    }

    private sealed class Application(LoadedModel model, InferWorkspacePool workspaces) : IHttpApplication<Exchange>
    {
        private readonly RestForm _form = new();
        private readonly AnswerIdentity _identity = new("model", variant: null, version: 1, routeRevision: 1);

        public Exchange CreateContext(IFeatureCollection contextFeatures)
        {
            Exchange exchange;
            if (contextFeatures is IHostContextContainer<Exchange> connection)
                exchange = connection.HostContext ??= new Exchange();
            else
                exchange = new Exchange();
            exchange.Begin(contextFeatures, startedAt: 0);
            return exchange;
        }

        public void DisposeContext(Exchange context, Exception? exception)
        {
        }

        public async Task ProcessRequestAsync(Exchange context)
        {
            var workspace = workspaces.Rent();
            var lane = model.Lanes.Rent();
            var body = await RequestBody.ReadAsync(context.Body, context.RequestHeaders.ContentLength, long.MaxValue);
            workspace.Begin(context.RequestHeaders);
            var refusal = _form.Read(context, workspace, body.Bytes)
                ?? OutputSelection.Select(workspace, model.Signature)
                ?? InferRequestBinder.Bind(workspace.Request, model.Signature, lane)
                ?? lane.Run(remaining: null);
            if (refusal is not null)
                throw new InvalidOperationException(refusal.Sentence);

            _form.Write(context, workspace, new RoutedRequest { Endpoint = null!, Identity = _identity, Model = model }, lane);
            body.Release();
            await context.SendAsync(StatusCodes.Status200OK, workspace.ContentType, workspace.Response.Written);
            model.Lanes.Return(lane);
            workspaces.Return(workspace);
        }
    }
}
