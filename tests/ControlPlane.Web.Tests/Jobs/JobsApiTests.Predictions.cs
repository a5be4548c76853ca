using System.Net;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Jobs;

/// <summary>What comes after a job: stored predictions, and the next run.</summary>
public sealed partial class JobsApiTests
{
    [Fact]
    public async Task Stored_Results_BecomeTheEndpointsPredictionsAndAreSwappedWhole()
    {
        await StartAsync("id,a,b,c,d\nr1,1,2,3,4\nr2,oops,2,3,4\n", "key=id&store=true");
        await _worker.FinishAsync();
        var offer = await PublishedAsync(null);

        Assert.Equal(("pets", 1, 1L), (offer.Endpoint, offer.Version, offer.Keys));
        var file = await _agent.Http.GetStringAsync(new Uri(AgentRoutes.Predictions + offer.Digest, UriKind.Relative));
        Assert.StartsWith("""{"line":2,"key":"r1","model_version":"1","outputs":""", file, StringComparison.Ordinal);

        await StartAsync("id,a,b,c,d\nr9,1,2,3,4\n", "key=id&store=true");
        await _worker.FinishAsync();
        await PublishedAsync(offer.Digest);
        using var gone = await _agent.Http.GetAsync(new Uri(AgentRoutes.Predictions + offer.Digest, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.True((await _host.GetJsonAsync("api/v1/endpoints/pets/predictions")).GetProperty("isCurrent").GetBoolean());
    }

    [Fact]
    public async Task Stored_ResultsBeyondTheLimit_AreRefusedInWordsAndTheJobSucceeds()
    {
        var job = await StartAsync("id,a,b,c,d\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"r{i},1,2,3,4\n")), "key=id&store=true");
        await _worker.FinishAsync();

        await TickUntilAsync(async () => (await GetAsync(job)).GetProperty("reason").GetString()!.Contains("not stored: body: is larger than 2000 bytes", StringComparison.Ordinal));
        Assert.Equal("succeeded", (await GetAsync(job)).GetProperty("phase").GetString());
    }

    [Fact]
    public async Task Schedule_RunsTheJobAgainOnTheVersionThatIsStableThen()
    {
        var first = await StartAsync("id,a,b,c,d\nr1,1,2,3,4\n", "key=id&store=true&every=1h&onPromotion=true");
        await _worker.FinishAsync();
        await PublishedAsync(null);
        using var promoted = await _host.PutAsync("endpoints/pets", new { model = "pets", stableVersion = 2 });
        await HostUnderTest.ReadAsync(promoted);
        Assert.False((await _host.GetJsonAsync("api/v1/endpoints/pets/predictions")).GetProperty("isCurrent").GetBoolean());

        await TickUntilAsync(async () => await CountAsync() == 2);
        await _worker.FinishAsync(version: 2);
        _clock.Leap(TimeSpan.FromHours(1));
        await TickUntilAsync(async () => await CountAsync() == 3);

        var newest = (await _host.GetJsonAsync("api/v1/jobs")).GetProperty("items")[0];
        Assert.Equal((first, 2), (newest.GetProperty("scheduledBy").GetString(), newest.GetProperty("version").GetInt32()));
    }

    private async Task<int> CountAsync() => (await _host.GetJsonAsync("api/v1/jobs")).GetProperty("items").GetArrayLength();

    private async Task<PredictionSetOffer> PublishedAsync(string? before)
    {
        PredictionSetOffer? found = null;
        await TickUntilAsync(async () => (found = (await _worker.AskAsync()).Predictions.SingleOrDefault()) is not null && found.Digest != before);
        return found!;
    }

    // The loop acts once a period; what it began is over when the question says so.
    private async Task TickUntilAsync(Func<Task<bool>> isSo)
    {
        for (var tick = 0; tick < 200; tick++)
        {
            if (await isSo())
                return;
            _clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        Assert.Fail("The loop did not act within 200 periods.");
    }
}
