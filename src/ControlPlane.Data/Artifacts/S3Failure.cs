using System.Net;
using Amazon.Runtime;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Artifacts;

/// <summary>What a store that speaks S3 means by an error, in words. Stateless.</summary>
internal static class S3Failure
{
    // 507 is WebDAV's and MinIO's word for a full disk; the others are codes of quotas.
    private static readonly string[] Full = ["InsufficientStorage", "QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "EntityTooLarge"];

    public static Refusal Of(AmazonServiceException exception, string place)
    {
        var code = exception.ErrorCode ?? $"HTTP {(int)exception.StatusCode}";
        if (exception.StatusCode == HttpStatusCode.InsufficientStorage || Full.Contains(exception.ErrorCode, StringComparer.Ordinal))
            return new Refusal(ArtifactRefusals.NotStored, $"The S3 store {place} has no room for the model file ({code}); make room, then upload it again. What is registered stays.");
        if (exception.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
            return new Refusal(ArtifactRefusals.StoreUnreachable, $"The S3 store {place} does not accept the credentials ({code}); check Data:S3:AccessKey and SecretKey.");
        return exception.ErrorCode == "NoSuchBucket"
            ? new Refusal(ArtifactRefusals.StoreUnreachable, $"The S3 store {place} does not have the bucket; make it, then try again.")
            : new Refusal(ArtifactRefusals.StoreUnreachable, $"The S3 store {place} failed ({code}, HTTP {(int)exception.StatusCode}); what is registered stays, try again.");
    }
}
