using System.Reflection;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Web.Api;

namespace ControlPlane.Web.Tests.Api;

public sealed class RefusalStatusTests
{
    [Fact]
    public void Of_EveryCodeOfTheDomain_IsAsAgreed()
    {
        var codes = new[] { typeof(ModelRefusals), typeof(EndpointRefusals), typeof(AgentRefusals), typeof(ArtifactRefusals) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => (string)f.GetRawConstantValue()!).Distinct();

        var unusual = codes.Select(c => (Code: c, Status: RefusalStatus.Of(new Refusal(c, "")))).Where(c => c.Status != 400).OrderBy(c => c.Code, StringComparer.Ordinal);

        Assert.Equal(
        [
            ("agent_calls_too_often", 429), ("agent_cloned", 403), ("agent_credential_expired", 401), ("agent_not_found", 404), ("agent_proof_invalid", 403), ("agent_proof_stale", 401),
            ("agent_renewal_over", 403), ("agent_revoked", 403), ("artifact_not_found", 404), ("artifact_not_stored", 507),
            ("artifact_store_unreachable", 502), ("artifact_store_wrong", 502), ("artifact_too_large", 413), ("changed_meanwhile", 409),
            ("endpoint_not_found", 404), ("model_not_found", 404), ("token_invalid", 403), ("version_not_found", 404),
        ], unusual);
    }

    [Fact]
    public void Of_ANameInTheBodyThatDoesNotExist_Is400()
    {
        Assert.Equal(400, RefusalStatus.Of(Refusal.OfField("version_not_found", "version", "is 9", "use one of 1")));
    }
}
