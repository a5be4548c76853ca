using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;
using ControlPlane.TestKit.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Data.Tests.Artifacts;

/// <summary>A store that is full, wrong, slow or away: each is said in words, and nothing is kept that is not there.</summary>
public sealed class S3FaultTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualTimeProvider _clock = new();
    private readonly int _port = FreePort.Next();
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;
    private WebApplication _server = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        _server = builder.Build();
        _server.Run(context =>
        {
            // Whoever looks whether it is there already hears that it is not.
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            return _answer(context);
        });
        await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(507, "<Error><Code>XMinioStorageFull</Code><Message>full</Message></Error>", ArtifactRefusals.NotStored, "has no room")]
    [InlineData(400, "<Error><Code>QuotaExceeded</Code><Message>full</Message></Error>", ArtifactRefusals.NotStored, "has no room")]
    [InlineData(403, "<Error><Code>InvalidAccessKeyId</Code><Message>who</Message></Error>", ArtifactRefusals.StoreUnreachable, "does not accept the credentials")]
    public async Task KeepAsync_StoreThatRefuses_SaysWhy(int status, string body, string code, string words)
    {
        _answer = async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync(body);
        };

        var refusal = await KeepAsync();

        Assert.Equal(code, refusal?.Code);
        Assert.Contains(words, refusal!.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeepAsync_StoreThatGivesBackOtherBytes_IsWrongAndTheFileIsTakenAway()
    {
        var isDeleted = false;
        _answer = async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            isDeleted |= HttpMethods.IsDelete(context.Request.Method);
            if (HttpMethods.IsGet(context.Request.Method))
                await context.Response.Body.WriteAsync(new byte[] { 9, 9, 9 });
            else
                context.Response.Headers.ETag = "\"0\"";
        };

        var refusal = await KeepAsync();

        Assert.Equal(ArtifactRefusals.StoreWrong, refusal?.Code);
        Assert.True(isDeleted);
    }

    [Fact]
    public async Task KeepAsync_StoreThatNeverAnswers_IsGivenUpAfterThePatience()
    {
        _answer = async context =>
        {
            _asked.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        };

        var keeping = KeepAsync();
        await _asked.Task;
        _clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Contains("did not move a byte for 30 s", (await keeping)!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeepAsync_StoreThatIsAway_IsUnreachable()
    {
        await _server.StopAsync();

        Assert.Equal(ArtifactRefusals.StoreUnreachable, (await KeepAsync())?.Code);
    }

    private async Task<Refusal?> KeepAsync()
    {
        using var store = new S3ArtifactStore(
            _folder.Combine("inbox"),
            new S3Options { Endpoint = $"http://127.0.0.1:{_port}", Bucket = "models", AccessKey = "key", SecretKey = "very-secret" },
            _clock,
            NullLogger<S3ArtifactStore>.Instance);
        store.Prepare();
        using var received = (await store.ReceiveAsync(new MemoryStream([1, 2, 3]), 10, CancellationToken.None)).Value;
        return (await store.KeepAsync(received, CancellationToken.None)).Refusal;
    }
}
