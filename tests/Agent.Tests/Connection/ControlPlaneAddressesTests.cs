using System.Net;
using ControlPlane.AgentHost.Connection;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class ControlPlaneAddressesTests
{
    private static readonly Uri A = new("http://a:5080/");
    private static readonly Uri B = new("http://b:5080/");

    [Fact]
    public void Next_Several_GoesRoundAndCurrentStays()
    {
        var addresses = new ControlPlaneAddresses([A, B]);

        Assert.Equal(A, addresses.Current);
        Assert.Equal([A, B, A], [addresses.Next(), addresses.Next(), addresses.Next()]);
        Assert.Equal(A, addresses.Current);
    }

    [Fact]
    public void Next_One_StaysThere()
    {
        var addresses = new ControlPlaneAddresses([A]);

        Assert.Equal([A, A], [addresses.Next(), addresses.Next()]);
    }

    [Fact]
    public async Task SendAsync_AfterAMove_GoesToTheAddressInUse()
    {
        var addresses = new ControlPlaneAddresses([A, B]);
        var asked = new AskedAddresses();
        using var client = new HttpClient(new CurrentAddressHandler(addresses, asked)) { BaseAddress = addresses.Current };

        using var first = await client.GetAsync(new Uri("x?y=1", UriKind.Relative));
        addresses.Next();
        addresses.Next();
        using var second = await client.GetAsync(new Uri("x?y=1", UriKind.Relative));

        Assert.Equal(["http://a:5080/x?y=1", "http://b:5080/x?y=1"], asked.Addresses);
    }

    private sealed class AskedAddresses : HttpMessageHandler
    {
        public List<string> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
