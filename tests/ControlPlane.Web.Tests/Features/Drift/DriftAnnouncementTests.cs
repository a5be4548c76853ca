using System.Text.Json;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Webhooks;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Drift;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Drift;

public sealed class DriftAnnouncementTests : DriftContext
{
    [Fact]
    public async Task Announcement_OfInputsThatMoved_CarriesWhatATrainingNeeds()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        await MinuteAsync(5, 5);
        await MinuteAsync(5, 5);
        var (seen, endpoint) = (await LookAsync(), await EndpointAsync());
        var references = await Services.GetRequiredService<ReferenceStore>().InForceAsync("pets", CancellationToken.None);

        var told = Announcements.Of(endpoint, references, seen, Clock.GetUtcNow());

        var data = JsonSerializer.Deserialize<JsonElement>(told.Data);
        Assert.Equal(EventTypes.DriftDetected, told.Type);
        Assert.Equal(("pets", "pets", 1, "callers"), (Text(data, "endpoint"), Text(data, "model"), data.GetProperty("stableVersion").GetInt32(), Text(data, "origin")));
        Assert.Equal(references.Select(r => r.Id), data.GetProperty("references").EnumerateArray().Select(r => Text(r, "id")));
        var windows = data.GetProperty("windows").EnumerateArray().ToList();
        Assert.NotEmpty(windows);
        foreach (var window in windows)
        {
            var feature = window.GetProperty("features").EnumerateArray().First(f => Text(f, "feature") == "image.mean");
            Assert.True(feature.GetProperty("isMoved").GetBoolean());
            Assert.True(await HasHistogramAsync(endpoint, seen, Text(feature, "evidence")));
        }
    }

    private async Task<bool> HasHistogramAsync(Data.Endpoints.EndpointRow endpoint, DriftAssessment seen, string evidence)
    {
        var query = QueryHelpers.ParseQuery(new Uri(new Uri("http://x"), evidence).Query);
        var from = DateTimeOffset.Parse(query["from"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
        var subject = new DriftSubject(query["variant"].ToString(), query["feature"].ToString());
        return await Services.GetRequiredService<HistogramQuery>().AskAsync(endpoint, seen, subject, from, CancellationToken.None) is not null;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
