# docker build -t llmcallgateway .
# docker run -p 8728:8728 -e GATEWAY_API_KEY=… -e OPENAI_API_KEY=… llmcallgateway
# Without a client key the gateway listens on the container's loopback only, where no client reaches it.

FROM node:22-slim AS console
WORKDIR /src/console
COPY console ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts && npm run build

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml gateway ./
COPY .mvn .mvn
COPY scripts scripts
COPY bench/pom.xml bench/
COPY gateway-server gateway-server
COPY console/package.json console/
COPY --from=console /src/console/dist console/dist
RUN --mount=type=cache,target=/root/.m2 ./gateway --install /opt/llmcallgateway

FROM eclipse-temurin:25-jre
# Any user of group 0 may run it, as some clusters choose one by themselves; only logs and data are written to.
RUN useradd --system --uid 10001 --gid 0 --home-dir /app --create-home --shell /usr/sbin/nologin gateway \
    && mkdir -p /app/logs /app/data && chown -R gateway:0 /app && chmod -R g=u /app
COPY --from=build /opt/llmcallgateway /opt/llmcallgateway
# The fast-start cache fits one Java only, so the one that will run it makes it.
RUN /opt/llmcallgateway/gateway --train
WORKDIR /app
USER 10001
# Half of the container's memory is heap; code, threads and buffers take some 100 MB beside it.
ENV GATEWAY_JAVA_OPTS="-XX:MaxRAMPercentage=50"
VOLUME ["/app/logs", "/app/data"]
EXPOSE 8728
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 CMD ["/opt/llmcallgateway/gateway", "health"]
ENTRYPOINT ["/opt/llmcallgateway/gateway"]
