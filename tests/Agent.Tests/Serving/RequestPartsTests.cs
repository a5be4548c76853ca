using System.Net;
using System.Text;
using ControlPlane.AgentHost.Serving;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class RequestPartsTests
{
    [Theory]
    [InlineData("/v2", TargetKind.Server, "", 0)]
    [InlineData("/v2/", TargetKind.Server, "", 0)]
    [InlineData("/v2/health/live", TargetKind.Live, "", 0)]
    [InlineData("/v2/health/ready/", TargetKind.Ready, "", 0)]
    [InlineData("/v2/models/pets", TargetKind.Model, "pets", 0)]
    [InlineData("/v2/models/pets/versions/12", TargetKind.Model, "pets", 12)]
    [InlineData("/v2/models/pets/versions/12/ready", TargetKind.ModelReady, "pets", 12)]
    [InlineData("/v2/models/versions/infer", TargetKind.Infer, "versions", 0)]
    [InlineData("/v2/models/köter/infer", TargetKind.Infer, "köter", 0)]
    [InlineData("/v2/models/pets/feedback", TargetKind.Feedback, "pets", 0)]
    public void Of_PathOfTheProtocol_IsUnderstood(string path, object kind, string endpoint, int version) =>
        Assert.Equal(new RequestTarget((TargetKind)kind, endpoint, version), RequestTarget.Of(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/v2x")]
    [InlineData("/v2/models/")]
    [InlineData("/v2/models//infer")]
    [InlineData("/v2/models/pets/versions/-1/infer")]
    [InlineData("/v2/models/pets/versions/99999999999/infer")]
    [InlineData("/v2/models/pets/versions//infer")]
    [InlineData("/V2/models/pets")]
    public void Of_AnyOtherPath_IsUnknown(string path) => Assert.Equal(TargetKind.Unknown, RequestTarget.Of(path).Kind);

    [Theory]
    [InlineData("uid=anna", "anna")]
    [InlineData("a=b;uid=anna", "anna")]
    [InlineData("xuid=no; uid=anna; uid=second", "anna")]
    [InlineData("uid=\"anna\"", "anna")]
    [InlineData("uid=a=b", "a=b")]
    [InlineData("uid=", "")]
    [InlineData("uid", "")]
    [InlineData("uidx=anna", "")]
    [InlineData("", "")]
    public void FindCookie_Header_YieldsTheValueOfThatName(string header, string value) =>
        Assert.Equal(value, RoutingKeyReader.FindCookie(header, "uid").ToString());

    [Fact]
    public void Next_ManyThreads_NeverRepeatsAnId()
    {
        var ids = new RequestIdSource(bootNumber: -1);

        var made = Enumerable.Range(0, 10_000).AsParallel().Select(_ =>
        {
            Span<byte> id = stackalloc byte[RequestIdSource.MaximumLength];
            return Encoding.ASCII.GetString(id[..ids.Next(id)]);
        }).ToHashSet();

        Assert.Equal(10_000, made.Count);
        Assert.All(made, id => Assert.StartsWith("ffffffffffffffff-", id, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_TextsThatComeBack_AreMadeOnce()
    {
        var texts = new RecentTexts();

        var first = texts.Of("north"u8);

        Assert.Equal("north", first);
        Assert.Same(first, texts.Of("north"u8));
        Assert.Equal("süd", texts.Of("süd"u8));
        Assert.Equal(new string('x', 500), texts.Of(Encoding.ASCII.GetBytes(new string('x', 500))));
        foreach (var number in Enumerable.Range(0, 1_000))
            Assert.Equal($"{number}", texts.Of(Encoding.ASCII.GetBytes($"{number}")));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5101", "127.0.0.1:5101")]
    [InlineData("http://localhost:5101", "127.0.0.1:5101")]
    [InlineData("http://[::1]:5101", "[::1]:5101")]
    [InlineData("http://0.0.0.0:80", "0.0.0.0:80")]
    public void Of_ListenUrl_IsWhatASocketIsBoundTo(string url, string address) =>
        Assert.Equal(IPEndPoint.Parse(address), ListenAddress.Of(new Uri(url)));

    [Fact]
    public void Of_ListenUrlWithAName_IsRefused() => Assert.Throws<ArgumentException>(() => ListenAddress.Of(new Uri("http://example.test:5101")));
}
