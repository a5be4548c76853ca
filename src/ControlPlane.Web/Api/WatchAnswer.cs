using System.Text.Json;
using System.Threading.Channels;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.Web.Api;

/// <summary>
/// Answers with server-sent events (HTML Living Standard §9.2): the thing as it is, then every change, until it is final or gone, or the client leaves.
/// Changes that come faster than they can be sent become one. A client that comes back with <c>Last-Event-ID</c> is not told again what it has.
/// </summary>
/// <param name="eventType">Name of the events.</param>
/// <param name="look">What is true now; null when the thing is gone.</param>
/// <param name="topic">What rings when it changes.</param>
/// <param name="key">Which one.</param>
internal sealed class WatchAnswer<T>(string eventType, Func<CancellationToken, Task<Watched<T>?>> look, ChangeTopic topic, string? key) : IResult
{
    /// <summary>How often a comment is sent when nothing happens, so that nobody on the way takes the connection for dead.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            await WatchAsync(httpContext, end.Token);
        }
        catch (Exception exception) when (end.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            // The client left, or the control plane stops: either ends the answer and is no failure.
            httpContext.Abort();
        }
    }

    private async Task WatchAsync(HttpContext context, CancellationToken cancellation)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        var woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        // Subscribed before the first look, so that no change falls between them.
        using var subscription = context.RequestServices.GetRequiredService<ChangeBell>().Subscribe(topic, key, () =>
        {
            woken.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        using var timer = clock.CreateTimer(_ => woken.Writer.TryWrite(true), null, Heartbeat, Heartbeat);

        var last = context.Request.Headers["Last-Event-ID"].ToString();
        if (await look(cancellation) is { IsLast: true } final && final.Id == last)
        {
            // Tells a client of EventSource not to come again.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        Begin(context);
        var spoken = clock.GetTimestamp();
        await WriteAsync(context, "retry: 2000\n\n", cancellation);
        while (await look(cancellation) is { } seen)
        {
            var isNew = seen.Id.Length > 0 && seen.Id != last;
            if (isNew)
                await WriteAsync(context, $"id: {seen.Id}\nevent: {eventType}\ndata: {JsonSerializer.Serialize(seen.Value, ApiJson.Options)}\n\n", cancellation);
            else if (clock.GetElapsedTime(spoken) >= Heartbeat)
                await WriteAsync(context, ": still here\n\n", cancellation);
            else if (!seen.IsLast)
            {
                await woken.Reader.ReadAsync(cancellation);
                continue;
            }

            (last, spoken) = (isNew ? seen.Id : last, clock.GetTimestamp());
            if (seen.IsLast)
                return;
        }
    }

    private static void Begin(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken cancellation)
    {
        await context.Response.WriteAsync(text, cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }
}
