# A static program in an image with nothing else in it. Build: docker build --build-arg VERSION=1.0 -t gatehouse .
FROM node:20-bookworm-slim AS app
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY e2e/openapi/package.json e2e/openapi/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM golang:1.26-bookworm AS program
WORKDIR /src
ENV CGO_ENABLED=0 GOFLAGS=-trimpath
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=app /src/frontend/dist frontend/dist
ARG VERSION=development
RUN go build -ldflags "-s -w -X main.version=${VERSION}" -o /out/gatehouse . && mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
COPY --from=program /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=program /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=program /out/gatehouse /gatehouse
COPY --from=program --chown=65532:65532 /out/data /data
COPY --from=program --chown=65532:65532 /out/tmp /tmp
USER 65532:65532
ENV GATEHOUSE_LISTEN=0.0.0.0:8080 GATEHOUSE_DATABASE=sqlite:/data/gatehouse.db GATEHOUSE_LOG_FORMAT=json
# The root may be read-only: only /data and /tmp are written.
VOLUME ["/data", "/tmp"]
EXPOSE 8080
ENTRYPOINT ["/gatehouse"]
CMD ["serve"]
