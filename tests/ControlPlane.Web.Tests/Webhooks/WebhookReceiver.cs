using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Web.Tests.Webhooks;

/// <summary>A real server on loopback that takes deliveries and answers what a test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly WebApplication _server;
    private readonly Channel<ReceivedDelivery> _received = Channel.CreateUnbounded<ReceivedDelivery>();

    private WebhookReceiver(WebApplication server) => _server = server;

    public string Url => $"{_server.Urls.Single()}/hook";

    /// <summary>What is answered; 204 unless a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var receiver = new WebhookReceiver(server);
        server.Run(receiver.TakeAsync);
        await server.StartAsync();
        return receiver;
    }

    /// <summary>The next delivery.</summary>
    public Task<ReceivedDelivery> NextAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    /// <summary>Whether anything came that was not asked for.</summary>
    public bool HasMore => _received.Reader.TryPeek(out _);

    public void AnswerWith(int status, string text = "") => Answer = context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text);
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        string Header(string name) => context.Request.Headers[name].ToString();
        await Answer(context);
        _received.Writer.TryWrite(new ReceivedDelivery(Header("Content-Type"), Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), body));
    }
}
