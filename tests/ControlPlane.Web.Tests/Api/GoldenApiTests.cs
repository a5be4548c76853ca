using System.Text;
using ControlPlane.Contracts.Routing;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class GoldenApiTests
{
    private const string Set = """{"cases":[{"name":"ones","inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,1,1,1]}],"outputs":[{"name":"y","data":[2,2,2,2]}]}]}""";

    [Fact]
    public async Task Put_SetOfAServingVersion_IsToldToAgentsWhoMayFetchIt()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();

        using var answer = await PutAsync(host, 1, Set);

        var golden = (await HostUnderTest.ReadAsync(answer)).GetProperty("golden");
        var digest = golden.GetProperty("digest").GetString()!;
        var table = host.Get<PublishedTables>().Find("production")!;
        Assert.Equal(new GoldenReference(digest, Set.Length), Assert.Single(table.Table.Prepare).Golden);
        Assert.Equal(digest, (await host.GetJsonAsync("api/v1/models/pets")).GetProperty("versions")[1].GetProperty("golden").GetProperty("digest").GetString());
        var agent = await host.JoinAsync();
        Assert.Equal(Set, await agent.Http.GetStringAsync(new Uri($"agents/v1/artifacts/{digest}", UriKind.Relative)));
    }

    [Theory]
    [InlineData("""{"cases":[]}""", "golden_invalid")]
    [InlineData("""{"cases":[{"name":"a","inputs":[{"name":"z"}],"outputs":[{"name":"y","data":[1]}]}]}""", "golden_invalid")]
    [InlineData("""{"cases":[{"name":"a","inputs":[{"name":"x"}],"outputs":[{"name":"z","data":[1]}]}]}""", "golden_invalid")]
    public async Task Put_SetThatIsNone_IsRefused(string set, string code)
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.RegisterAsync("pets", 1);

        using var answer = await PutAsync(host, 1, set);

        Assert.Equal(code, (await HostUnderTest.ReadProblemAsync(answer, 400)).GetProperty("code").GetString());
    }

    private static Task<HttpResponseMessage> PutAsync(HostUnderTest host, int version, string set) =>
        host.SendAsync(HttpMethod.Put, $"models/pets/versions/{version}/golden", new StringContent(set, Encoding.UTF8, "application/json"));
}
