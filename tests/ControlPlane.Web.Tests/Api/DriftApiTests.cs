using System.Net;
using System.Text;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class DriftApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest _host = shared.Host;

    [Fact]
    public async Task Upload_TrainingData_FreezesBinsAndKeepsTheOneBeforeAsHistory()
    {
        await PrepareAsync("frozen");

        using var first = await UploadAsync("frozen", Table(200));
        using var second = await UploadAsync("frozen", Table(300));
        var created = await HostUnderTest.ReadAsync(second);
        var drift = await _host.GetJsonAsync("api/v1/endpoints/frozen/drift");
        var history = await _host.GetJsonAsync("api/v1/endpoints/frozen/drift/references");

        Assert.Equal((HttpStatusCode.Created, 300), (second.StatusCode, created.GetProperty("rows").GetInt32()));
        Assert.Equal("training-data", created.GetProperty("source").GetString());
        Assert.Equal([300], drift.GetProperty("references").EnumerateArray().Select(r => r.GetProperty("rows").GetInt32()));
        Assert.Equal([200, 300], history.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("rows").GetInt32()));
        Assert.Equal("alert", drift.GetProperty("settings").GetProperty("action").GetString());
        Assert.Equal(300, drift.GetProperty("settings").GetProperty("window").GetInt32());
    }

    [Fact]
    public async Task Upload_Form_TakesItsFile()
    {
        await PrepareAsync("form");
        using var form = new MultipartFormDataContent { { new StringContent("hello"), "note" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(Table(120))), "file", "table.csv" } };

        using var answer = await _host.SendAsync(HttpMethod.Post, "endpoints/form/drift/references", form);

        Assert.Equal(120, (await HostUnderTest.ReadAsync(answer)).GetProperty("rows").GetInt32());
    }

    [Theory]
    [InlineData("x[0],x[1],x[2]\n1,2,3", "table_columns_wrong", "x[3] has no column")]
    [InlineData("x[0],x[1],x[2],x[3]\n1,2,3,4\n1,2,many,4", "table_row_wrong", "line 3, column x[2]: is 'many' where a number is due")]
    [InlineData("x[0],x[1],x[2],x[3]\n1,2,3,4", "reference_empty", "each needs 100 rows")]
    [InlineData("", "table_empty", "its first line must name the columns")]
    public async Task Upload_WrongTable_IsRefusedWithPlaceAndRemedy(string table, string code, string words)
    {
        await PrepareAsync("wrong");

        using var answer = await UploadAsync("wrong", table);
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await _host.GetJsonAsync("api/v1/endpoints/wrong/drift")).GetProperty("references").GetArrayLength());
    }

    [Fact]
    public async Task Upload_LineWithoutEnd_IsRefusedBeforeItIsHeld()
    {
        await PrepareAsync("long");

        using var answer = await UploadAsync("long", $"x[0],x[1],x[2],x[3]\n{new string('1', 70_000)}");

        Assert.Contains("line 2: has more than 65536 characters", (await HostUnderTest.ReadProblemAsync(answer, 400)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_BytesThatAreNoText_AreRefused()
    {
        await PrepareAsync("binary");

        using var answer = await _host.SendAsync(HttpMethod.Post, "endpoints/binary/drift/references", new ByteArrayContent([0xC3, 0x28, 0x0A]));

        Assert.Equal("table_encoding_wrong", (await HostUnderTest.ReadProblemAsync(answer, 400)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Remove_Reference_LeavesHistoryAndASecondTimeIs404()
    {
        await PrepareAsync("removed");
        using var uploaded = await UploadAsync("removed", Table(150));
        var id = (await HostUnderTest.ReadAsync(uploaded)).GetProperty("id").GetString();

        using var removed = await _host.SendAsync(HttpMethod.Delete, $"endpoints/removed/drift/references/{id}", null);
        using var again = await _host.SendAsync(HttpMethod.Delete, $"endpoints/removed/drift/references/{id}", null);
        var history = await _host.GetJsonAsync("api/v1/endpoints/removed/drift/references");

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal("reference_not_found", (await HostUnderTest.ReadProblemAsync(again, 404)).GetProperty("code").GetString());
        Assert.NotEqual("null", history.GetProperty("items")[0].GetProperty("endedAt").GetRawText());
    }

    [Fact]
    public async Task Get_UnknownEndpoint_Is404()
    {
        using var drift = await _host.Http.GetAsync(new Uri("api/v1/endpoints/nowhere/drift", UriKind.Relative));
        using var upload = await UploadAsync("nowhere", Table(150));

        Assert.Equal("endpoint_not_found", (await HostUnderTest.ReadProblemAsync(drift, 404)).GetProperty("code").GetString());
        Assert.Equal("endpoint_not_found", (await HostUnderTest.ReadProblemAsync(upload, 404)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Histogram_BeforeAnyWindowWasJudged_SaysToWait()
    {
        await PrepareAsync("unjudged");

        using var early = await _host.Http.GetAsync(new Uri("api/v1/endpoints/unjudged/drift/histogram?variant=v1", UriKind.Relative));
        using var nowhere = await _host.Http.GetAsync(new Uri("api/v1/endpoints/nowhere/drift/histogram?variant=v1", UriKind.Relative));

        Assert.Contains("wait until a window was judged", (await HostUnderTest.ReadProblemAsync(early, 400)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("endpoint_not_found", (await HostUnderTest.ReadProblemAsync(nowhere, 404)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Put_DriftThatRollsBackByItself_IsRefused()
    {
        await _host.RegisterAsync("choice", 1);

        using var answer = await _host.PutAsync("endpoints/choice", new { model = "choice", stableVersion = 1, drift = new { action = "roll-back", window = "90s" } });
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal(["drift.action", "drift.window"], problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()));
    }

    private static string Table(int rows) => "x[0],x[1],x[2],x[3]\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row => $"{row},{row % 7},1.5,-{row}"));

    private Task<HttpResponseMessage> UploadAsync(string endpoint, string table) =>
        _host.SendAsync(HttpMethod.Post, $"endpoints/{endpoint}/drift/references", new StringContent(table, Encoding.UTF8, "text/csv"));

    private async Task PrepareAsync(string name)
    {
        await _host.RegisterAsync(name, 1);
        using var answer = await _host.PutAsync($"endpoints/{name}", new { model = name, stableVersion = 1 });
        await HostUnderTest.ReadAsync(answer);
    }
}
