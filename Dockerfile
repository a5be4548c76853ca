# Two images: --target control-plane and --target agent. Both hold one self-contained program on a base without a shell or a package manager,
# run as a user without rights, and write to /data and nowhere else. What was and was not run of this: docs/operating.md.

# npm brings ONNX Runtime's library, the chart library and the typeface.
FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
COPY --from=node /usr/local /usr/local
WORKDIR /source
COPY . .
# Every package is compared with the lock files first; publishing then adds the runtime, whose version is in Directory.Build.props.
RUN dotnet restore src/ControlPlane.Web/ControlPlane.Web.csproj --locked-mode
RUN dotnet publish src/ControlPlane.Web/ControlPlane.Web.csproj --configuration Release --use-current-runtime --self-contained -p:RestoreLockedMode=false --output /out/control-plane
RUN dotnet publish src/Agent/Agent.csproj --configuration Release --use-current-runtime --self-contained -p:RestoreLockedMode=false --output /out/agent
RUN mkdir -p /out/data

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled AS program
# A folder that the user of the image owns, for a volume to be put over; temporary files go there too, because nothing else can be written.
COPY --from=build --chown=1654:1654 /out/data /data
ENV TMPDIR=/data DOTNET_EnableDiagnostics=0
USER 1654:1654
VOLUME /data

FROM program AS control-plane
COPY --from=build /out/control-plane /app
ENV CONTROLPLANE__Server__Listen=http://0.0.0.0:5080 CONTROLPLANE__Data__Folder=/data
EXPOSE 5080
ENTRYPOINT ["/app/ControlPlane.Web"]

FROM program AS agent
COPY --from=build /out/agent /app
ENV AGENT__Listen=http://0.0.0.0:5101 AGENT__Grpc=http://0.0.0.0:5111 AGENT__Admin=http://0.0.0.0:5121 AGENT__Data=/data
EXPOSE 5101 5111 5121
ENTRYPOINT ["/app/ControlPlane.Agent"]
