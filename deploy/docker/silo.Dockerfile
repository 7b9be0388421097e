# A silo; with the argument "migrate" it only migrates the database to this version and ends.
# From the repository's root:  docker build -f deploy/docker/silo.Dockerfile --build-arg SDK_IMAGE=… .
# SDK_IMAGE: an image with the .NET SDK that global.json names.
ARG SDK_IMAGE

FROM ${SDK_IMAGE} AS build
WORKDIR /source
COPY . .
RUN dotnet restore src/Prakerja.Silo --locked-mode \
    && dotnet publish src/Prakerja.Silo -c Release --no-restore -o /program

FROM debian:13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3t64 libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group prakerja \
    && install -d -m 700 -o prakerja -g prakerja /data /outbox
# The runtime of the build image.
COPY --from=build /usr/share/dotnet/dotnet /usr/share/dotnet/dotnet
COPY --from=build /usr/share/dotnet/host /usr/share/dotnet/host
COPY --from=build /usr/share/dotnet/shared /usr/share/dotnet/shared
COPY --from=build /program /program
ENV PATH=/usr/share/dotnet:$PATH \
    Prakerja__Data=/data
# A number, so that Kubernetes can check that it is not root.
USER 10001:10001
WORKDIR /program
# Ports of health, silos, API nodes. Only the first may be reachable from outside the cluster.
EXPOSE 5090 11111 30000
ENTRYPOINT ["dotnet", "Prakerja.Silo.dll"]
CMD ["--urls=http://*:5090"]
