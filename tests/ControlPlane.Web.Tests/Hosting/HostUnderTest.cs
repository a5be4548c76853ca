using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Tests.Building;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Tests.Agents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Web.Tests.Hosting;

/// <summary>The real control plane on a free port with real databases in a folder of its own.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly string[] _flags;
    private readonly TimeProvider? _clock;
    private readonly WebApplication _app;
    private bool _isStopped;

    private HostUnderTest(TemporaryFolder folder, string[] flags, TimeProvider? clock, WebApplication app)
    {
        _folder = folder;
        _flags = flags;
        _clock = clock;
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public string DataFolder => _folder.Path;

    public T Get<T>()
        where T : notnull =>
        _app.Services.GetRequiredService<T>();

    public static Task<HostUnderTest> StartAsync(params string[] flags) => StartAfreshAsync(flags, null);

    public static Task<HostUnderTest> StartAsync(TimeProvider clock, params string[] flags) => StartAfreshAsync(flags, clock);

    /// <summary>One whose log of every level is kept.</summary>
    public static Task<HostUnderTest> StartLoggedAsync(ConcurrentQueue<string> log) => StartAfreshAsync([], null, log);

    /// <summary>Ends this control plane and starts another one on the same folder.</summary>
    public async Task<HostUnderTest> RestartAsync()
    {
        await StopAsync();
        return await StartAsync(_folder, _flags, _clock);
    }

    /// <summary>Ends this control plane, changes its folder and tries to start another one on it.</summary>
    /// <returns>Why that does not start; null when it did, and was ended again.</returns>
    public async Task<Refusal?> StopAndTryAsync(Action<string> change, params string[] flags)
    {
        await StopAsync();
        change(_folder.Path);
        var settings = HostSettings.Read(["--listen", "http://127.0.0.1:0", "--data", _folder.Path, "--Access:Mode", "Open", .. flags]);
        await using var app = ControlPlaneHost.Build(settings.Value, builder => builder.Logging.ClearProviders());
        if (await ControlPlaneHost.StartAsync(app, CancellationToken.None) is { } refusal)
            return refusal;
        await app.StopAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer);
    }

    /// <summary>The body of a successful answer; otherwise the test fails with the answer.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The problem of a refused request.</summary>
    public static async Task<JsonElement> ReadProblemAsync(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public Task<HttpResponseMessage> UploadAsync(string model, byte[] file, string query = "") => UploadAsync(model, new ByteArrayContent(file), query);

    public Task<HttpResponseMessage> UploadAsync(string model, HttpContent content, string query = "")
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return Http.PostAsync(new Uri($"api/v1/models/{model}/versions{query}", UriKind.Relative), content);
    }

    /// <summary>Registers versions that differ in their answers.</summary>
    public async Task RegisterAsync(string model, int versions)
    {
        for (var version = 1; version <= versions; version++)
        {
            using var answer = await UploadAsync(model, OnnxModels.AddConstant(version));
            await ReadAsync(answer);
        }
    }

    /// <summary>A model with two versions, and an endpoint of the same name whose stable version is 1.</summary>
    public async Task PreparePetsAsync()
    {
        await RegisterAsync("pets", 2);
        using var answer = await PutAsync("endpoints/pets", new { model = "pets", stableVersion = 1 });
        await ReadAsync(answer);
    }

    public Task<HttpResponseMessage> PutAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(body), headers);

    public Task<HttpResponseMessage> PutSplitAsync(string endpoint, int stable, int challenger) => PutAsync(
        $"endpoints/{endpoint}/split", new { variants = new[] { new { version = 1, weight = stable }, new { version = 2, weight = challenger } } });

    public Task<HttpResponseMessage> PostAsync(string path, object? body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri($"api/v1/{path}", UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await Http.SendAsync(request);
    }

    public async Task<string> CreateJoinTokenAsync(string pool = "production")
    {
        using var answer = await PostAsync("join-tokens", new { pool });
        return (await ReadAsync(answer)).GetProperty("token").GetString()!;
    }

    public async Task<FakeAgent> JoinAsync(string name = "fake", string pool = "production") =>
        await FakeAgent.JoinAsync(Http, await CreateJoinTokenAsync(pool), name, pool, _clock);

    private static async Task<HostUnderTest> StartAfreshAsync(string[] flags, TimeProvider? clock, ConcurrentQueue<string>? log = null)
    {
        var folder = new TemporaryFolder();
        await MigratedDatabases.CopyToAsync(folder.Path);
        return await StartAsync(folder, flags, clock, log);
    }

    private static async Task<HostUnderTest> StartAsync(TemporaryFolder folder, string[] flags, TimeProvider? clock, ConcurrentQueue<string>? log = null)
    {
        var settings = HostSettings.Read(["--listen", "http://127.0.0.1:0", "--data", folder.Path, "--Access:Mode", "Open", .. flags]);
        Assert.Null(settings.Refusal);
        var app = ControlPlaneHost.Build(settings.Value, builder =>
        {
            builder.Logging.ClearProviders();
            if (log is not null)
                builder.Logging.AddProvider(new KeptLog(log)).AddFilter(_ => true);
            if (clock is not null)
                builder.Services.AddSingleton(clock);
        });
        Assert.Null(await ControlPlaneHost.StartAsync(app, CancellationToken.None));
        return new HostUnderTest(folder, flags, clock, app);
    }

    private async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
